using System.Collections.Concurrent;
using ActorEngine.Client.Tests.Harness;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client.Tests.Sessions;

/// <summary>What becomes of calls when the session under them ends.</summary>
public sealed class LostLinkTests : GateKit
{
    [Fact]
    public async Task A_creation_whose_answer_was_lost_is_asked_again_under_its_id()
    {
        StartGate();
        var asked = new ConcurrentQueue<OperationId>();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = ContainerId.New();
        Engine = async call =>
        {
            asked.Enqueue(((CreateContainer)call.Request).Operation);
            if (asked.Count > 1) return new ContainerCreated(id, "web");
            heard.TrySetResult();
            await Task.Delay(Timeout.Infinite, call.Cancelled);
            return new Done();
        };
        var creating = Connect("CN=admin").CreateAsync(new ContainerSettings { Image = new("busybox") }, "web");
        await heard.Task;

        await StopGateAsync();
        StartGate();

        Assert.Equal(id, (await creating).Id);
        Assert.Equal(2, asked.Count);
        Assert.Single(asked.Distinct());
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_is_asked_again_under_its_id()
    {
        StartGate();
        var asked = new ConcurrentQueue<OperationId>();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Engine = async call =>
        {
            asked.Enqueue(((StartContainer)call.Request).Operation);
            if (asked.Count > 1) return new Done();
            heard.TrySetResult();
            await Task.Delay(Timeout.Infinite, call.Cancelled);
            return new Done();
        };
        var starting = Connect("CN=admin").Container(ContainerId.New()).StartAsync();
        await heard.Task;

        await StopGateAsync();
        StartGate();

        await starting;
        Assert.Equal(2, asked.Count);
        Assert.True(Assert.Single(asked.Distinct()).Value.Length > 0);
    }

    [Fact]
    public async Task A_removal_that_was_carried_out_before_its_answer_was_lost_is_done()
    {
        StartGate();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        Engine = async call =>
        {
            if (Interlocked.Increment(ref asked) > 1) return new Fault(FaultCode.NotFound, "No such container.");
            heard.TrySetResult();
            await Task.Delay(Timeout.Infinite, call.Cancelled);
            return new Done();
        };
        var container = Connect("CN=admin").Container(ContainerId.New());
        var removing = container.RemoveAsync();
        await heard.Task;

        await StopGateAsync();
        StartGate();

        await removing;
        // Of one that was not there to begin with the engine says so.
        Assert.Equal(FaultCode.NotFound, (await Assert.ThrowsAsync<EngineFaultException>(() => container.RemoveAsync())).Code);
    }

    [Fact]
    public async Task A_creation_that_an_earlier_attempt_is_in_the_way_of_is_asked_again()
    {
        StartGate();
        var id = ContainerId.New();
        int asked = 0;
        Engine = _ => Task.FromResult<IReply>(Interlocked.Increment(ref asked) < 4 ? new Fault(FaultCode.Unavailable, "Ask again.") : new ContainerCreated(id, "web"));

        Assert.Equal(id, (await Connect("CN=admin").CreateAsync(new ContainerSettings { Image = new("busybox") })).Id);
    }

    [Fact]
    public async Task A_creation_under_an_id_of_the_callers_own_carries_it()
    {
        StartGate();
        var seen = new ConcurrentQueue<OperationId>();
        Engine = call =>
        {
            seen.Enqueue(((CreateContainer)call.Request).Operation);
            return Task.FromResult<IReply>(new ContainerCreated(ContainerId.New(), "web"));
        };
        var creation = new CreateContainer(OperationId.New(), null, new ContainerSettings { Image = new("busybox") });

        await Connect("CN=admin").CreateAsync(creation);

        Assert.Equal(creation.Operation, Assert.Single(seen));
    }

    /// <summary>A call that reached a session just as it ended was never heard of again.</summary>
    [Fact]
    public async Task Every_call_is_answered_however_often_the_session_under_it_ends()
    {
        StartGate();
        Engine = _ => Task.FromResult<IReply>(new EngineInfo());
        var engine = Connect("CN=admin");
        int answers = 0;
        using var over = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                await engine.InfoAsync();
                Interlocked.Increment(ref answers);
            }
        })).ToArray();

        for (int round = 0; round < 20; round++)
        {
            int before = Volatile.Read(ref answers);
            await AwaitConditionAsync(() => Task.FromResult(Volatile.Read(ref answers) > before + 200), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(20));
            await StopGateAsync();
            StartGate();
        }

        await over.CancelAsync();
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>On an overloaded machine the opening took longer than an attempt may, each attempt began anew, and no session ever came about.</summary>
    [Fact]
    public async Task An_engine_that_is_slower_than_an_attempt_may_take_has_its_session_in_the_end()
    {
        StartGate("behind");
        Engine = _ => Task.FromResult<IReply>(new EngineInfo());
        var limit = TimeSpan.FromMilliseconds(400);
        Sys.ActorOf(Props.Create(() => new SlowRoot("/user/behind/daemon", limit * 1.5)), "engine");

        await Connect("CN=admin", options => options with { HandshakeTimeout = limit }).InfoAsync();
    }

    /// <summary>An engine that was restarted between its challenge and the proof knew nothing of it, and all calls that waited were refused.</summary>
    [Fact]
    public async Task A_challenge_that_is_no_longer_good_costs_an_attempt_and_no_call()
    {
        StartGate("behind");
        Engine = _ => Task.FromResult<IReply>(new EngineInfo { Name = "behind" });
        Sys.ActorOf(Props.Create(() => new ForgetfulRoot("/user/behind/daemon")), "engine");

        Assert.Equal("behind", (await Connect("CN=admin").InfoAsync()).Name);
    }

    private sealed class ForgetfulRoot : ReceiveActor
    {
        public ForgetfulRoot(string gate) => Context.ActorOf(Props.Create(() => new ForgetfulGate(gate)), "daemon");
    }

    /// <summary>Does not know the first challenge any more.</summary>
    private sealed class ForgetfulGate : ReceiveActor
    {
        private int proofs;

        public ForgetfulGate(string gate)
        {
            var target = Context.ActorSelection(gate);
            Receive<OpenSession>(open => target.Tell(open, Sender));
            Receive<ProveSession>(proof =>
            {
                if (++proofs == 1) Sender.Tell(new Fault(FaultCode.Unavailable, "The challenge is unknown."));
                else target.Tell(proof, Sender);
            });
        }
    }

    private sealed class SlowRoot : ReceiveActor
    {
        public SlowRoot(string gate, TimeSpan latency) => Context.ActorOf(Props.Create(() => new SlowGate(gate, latency)), "daemon");
    }

    /// <summary>What opens a session reaches the gate late.</summary>
    private sealed class SlowGate : ReceiveActor
    {
        public SlowGate(string gate, TimeSpan latency)
        {
            var target = Context.ActorSelection(gate).ResolveOne(TimeSpan.FromSeconds(10));
            ReceiveAsync<OpenSession>(async open => Context.System.Scheduler.ScheduleTellOnce(latency, await target, open, Sender));
        }
    }
}
