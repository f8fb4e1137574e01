using ActorEngine.Contracts;

namespace ActorEngine.Client.Tests.Supervision;

public sealed class RestartPlannerTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly ExitStatus Failed = new(1), Fine = new(0);

    [Fact]
    public void One_for_one_concerns_the_child_alone()
    {
        var again = Assert.IsType<SupervisionDecision.StartAgain>(Planner(SupervisionMode.OneForOne).Ended(1, Failed, Now));

        Assert.Empty(again.Stop);
        Assert.Equal([1], again.Start);
    }

    [Fact]
    public void All_for_one_stops_the_others_backwards_and_starts_all_in_order()
    {
        var again = Assert.IsType<SupervisionDecision.StartAgain>(Planner(SupervisionMode.AllForOne).Ended(1, Failed, Now));

        Assert.Equal([2, 0], again.Stop);
        Assert.Equal([0, 1, 2], again.Start);
    }

    [Fact]
    public void Rest_for_one_concerns_those_that_were_started_after_it()
    {
        var again = Assert.IsType<SupervisionDecision.StartAgain>(Planner(SupervisionMode.RestForOne).Ended(1, Failed, Now));

        Assert.Equal([2], again.Stop);
        Assert.Equal([1, 2], again.Start);
    }

    [Theory]
    [InlineData(ChildRestart.OnFailure, 0, true, false)]
    [InlineData(ChildRestart.OnFailure, 1, true, true)]
    [InlineData(ChildRestart.OnFailure, 0, false, true)]
    [InlineData(ChildRestart.Always, 0, true, true)]
    [InlineData(ChildRestart.Never, 1, true, false)]
    public void Which_ends_call_for_a_start_is_the_childs_setting(ChildRestart restart, int code, bool known, bool starts) =>
        Assert.Equal(starts, Planner(SupervisionMode.OneForOne, restart).Ended(0, new ExitStatus(code, known), Now) is SupervisionDecision.StartAgain);

    [Fact]
    public void A_child_that_is_done_is_left_out_of_later_restarts()
    {
        var planner = Planner(SupervisionMode.AllForOne);
        planner.Ended(0, Fine, Now);

        Assert.Equal([1, 2], Assert.IsType<SupervisionDecision.StartAgain>(planner.Ended(2, Failed, Now)).Start);
    }

    [Fact]
    public void Too_many_restarts_in_the_window_give_up_and_old_ones_are_forgotten()
    {
        var planner = Planner(SupervisionMode.OneForOne);
        for (int i = 0; i < 3; i++) Assert.IsType<SupervisionDecision.StartAgain>(planner.Ended(0, Failed, Now.AddSeconds(i)));

        Assert.IsType<SupervisionDecision.GiveUp>(planner.Ended(0, Failed, Now.AddSeconds(3)));
        Assert.IsType<SupervisionDecision.StartAgain>(planner.Ended(0, Failed, Now.AddSeconds(61)));
    }

    [Fact]
    public void Pauses_double_up_to_the_longest()
    {
        var planner = Planner(SupervisionMode.OneForOne);

        Assert.Equal([100d, 200d, 250d], Enumerable.Range(0, 3).Select(_ => ((SupervisionDecision.StartAgain)planner.Ended(0, Failed, Now)).Pause.TotalMilliseconds));
    }

    private static RestartPlanner Planner(SupervisionMode mode, ChildRestart restart = ChildRestart.OnFailure) => new(
        new SupervisionSettings { Prefix = "p", Mode = mode, MaxRestarts = 3, Within = TimeSpan.FromSeconds(60), LongestPause = TimeSpan.FromMilliseconds(250) },
        [.. Enumerable.Range(0, 3).Select(number => new ChildContainer($"c{number}", new ContainerSettings { Image = new("busybox") }) { Restart = restart })]);
}
