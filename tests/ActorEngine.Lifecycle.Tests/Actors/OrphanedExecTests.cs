using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Exec sessions that outlive the daemon which began them.</summary>
public sealed class OrphanedExecTests : LifecycleTest
{
    private static readonly ExecId Exec = new("e1");

    [Fact]
    public void A_session_of_an_earlier_daemon_is_shown_and_its_end_told_and_acknowledged()
    {
        ContainerId id = CreateAndStart();
        Host.Execs = [new ExecFound(Exec, 77, true)];
        RestartManager();
        AwaitAssert(() => Assert.Equal([Exec], Services.Projection.Find(id)?.Inspection.Execs));
        Manager.Tell(new InspectExec(Ref(id), Exec), TestActor);
        ExecInspection running = Reply<ExecInspection>();
        Assert.Equal((77, true), (running.Pid, running.Running));

        Host.Links[id].Tell(new ShimNotice.ExecExited(Exec, new ExitStatus(5)));
        Called("acknowledge exec");
        Manager.Tell(new InspectExec(Ref(id), Exec), TestActor);
        ExecInspection ended = Reply<ExecInspection>();
        Assert.Equal((5, false), (ended.Exit?.Code, ended.Running));
        AwaitAssert(() => Assert.Empty(Services.Projection.Find(id)!.Inspection.Execs));
    }

    [Fact]
    public void An_end_that_nobody_waits_for_is_acknowledged_lest_the_shim_keeps_it_for_ever()
    {
        ContainerId id = CreateAndStart();
        Host.Links[id].Tell(new ShimNotice.ExecExited(Exec, new ExitStatus(6)));
        Called("acknowledge exec");
        Manager.Tell(new InspectExec(Ref(id), Exec), TestActor);
        Assert.Equal(6, Reply<ExecInspection>().Exit?.Code);
    }
}
