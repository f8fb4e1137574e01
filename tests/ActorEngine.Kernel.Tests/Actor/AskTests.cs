using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class AskTests : TestKit
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    private sealed class Responder : ReceiveActor
    {
        public Responder()
        {
            Receive<string>(s => s == "fail", _ => Sender.Tell(new Status.Failure(new InvalidOperationException("no"))));
            Receive<string>(s => s == "silent", _ => { });
            Receive<IActorRef>(to => to.Tell("to the reference"));
            ReceiveAny(m => Sender.Tell(m));
        }
    }

    private readonly IActorRef _responder;

    public AskTests() => _responder = Sys.ActorOf(Props.Create<Responder>());

    [Fact]
    public async Task The_answer_is_the_result() => Assert.Equal("hello", await _responder.Ask<string>("hello", Long));

    [Fact]
    public async Task A_failure_status_fails_the_task_with_its_cause()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => _responder.Ask<string>("fail", Long));
        Assert.Equal("no", e.Message);
    }

    [Fact]
    public async Task A_failure_status_fails_the_task_of_who_asks_for_any_object_too()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => _responder.Ask("fail", Long));
        Assert.Equal("no", e.Message);
    }

    [Fact]
    public async Task A_failure_status_is_a_result_for_who_asks_for_a_status() =>
        Assert.IsType<Status.Failure>(await _responder.Ask<Status>("fail", Long));

    [Fact]
    public async Task An_answer_of_another_type_is_an_argument_error() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _responder.Ask<int>("hello", Long));

    [Fact]
    public async Task No_answer_in_time_is_an_ask_timeout() =>
        await Assert.ThrowsAsync<AskTimeoutException>(() => _responder.Ask<string>("silent", TimeSpan.FromMilliseconds(50)));

    [Fact]
    public async Task A_cancelled_ask_is_a_cancelled_task()
    {
        using var cancellation = new CancellationTokenSource();
        var asked = _responder.Ask<string>("silent", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => asked);
    }

    [Fact]
    public async Task The_message_can_carry_the_reference_for_the_answer() =>
        Assert.Equal("to the reference", await _responder.Ask<string>(self => self, Long, CancellationToken.None));

    [Fact]
    public async Task A_selection_can_be_asked()
    {
        Sys.ActorOf(Props.Create<Responder>(), "named");
        Assert.Equal("hi", await Sys.ActorSelection("/user/named").Ask<string>("hi", Long));
    }

    [Fact]
    public async Task The_result_of_a_task_is_piped_to_an_actor()
    {
        await Task.FromResult("done").PipeTo(TestActor);
        await ExpectMsgAsync("done");
    }

    [Fact]
    public async Task A_failed_task_is_piped_as_a_failure_status()
    {
        await Task.FromException<string>(new InvalidOperationException("no")).PipeTo(TestActor);
        var failure = await ExpectMsgAsync<Status.Failure>();
        Assert.Equal("no", failure.Cause.Message);
    }

    [Fact]
    public async Task Success_and_failure_can_be_turned_into_messages_of_ones_own()
    {
        await Task.FromResult(1).PipeTo(TestActor, success: i => $"got {i}");
        await ExpectMsgAsync("got 1");
        await Task.FromException<int>(new InvalidOperationException("no")).PipeTo(TestActor, failure: e => $"failed {e.Message}");
        await ExpectMsgAsync("failed no");
    }
}
