using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Kernel.Tests.Actor;

public sealed class AsyncReceiveTests : TestKit
{
    private sealed class Worker : ReceiveActor
    {
        public Worker(TaskCompletionSource gate)
        {
            ReceiveAsync<string>(s => s == "wait", async s =>
            {
                var sender = Sender;
                await gate.Task;
                Assert.Same(sender, Sender);
                Sender.Tell("waited");
            });
            ReceiveAsync<string>(s => s == "fail", async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("after await");
            });
            ReceiveAsync<string>(s => s == "loop", async _ =>
            {
                for (var i = 0; i < 100; i++)
                    await Task.Yield();
                Sender.Tell("looped");
            });
            ReceiveAnyAsync(message =>
            {
                Sender.Tell(message);
                return Task.CompletedTask;
            });
        }
    }

    [Fact]
    public void No_message_is_processed_before_the_handler_is_done()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Worker(gate)));
        actor.Tell("wait");
        actor.Tell(1);
        ExpectNoMsg(100);
        gate.SetResult();
        ExpectMsg("waited");
        ExpectMsg(1);
    }

    [Fact]
    public void The_context_survives_many_awaits()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Worker(new TaskCompletionSource())));
        actor.Tell("loop");
        actor.Tell("last");
        ExpectMsg("looped");
        ExpectMsg("last");
    }

    [Fact]
    public void A_failure_after_an_await_goes_to_the_supervisor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Worker(new TaskCompletionSource())));
        EventFilter.Exception<InvalidOperationException>("after await").ExpectOne(() => actor.Tell("fail"));
        actor.Tell("alive");
        ExpectMsg("alive");
    }

    [Fact]
    public void A_stop_during_the_handler_takes_effect()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Worker(gate)));
        Watch(actor);
        actor.Tell("wait");
        Sys.Stop(actor);
        gate.TrySetResult();
        FishForMessage<Terminated>(t => t.ActorRef.Equals(actor));
    }
}
