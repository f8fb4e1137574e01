using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Lifecycle;

/// <summary>Starting: intent, snapshot, shim, result.</summary>
internal sealed partial class ContainerActor
{
    /// <summary>Who waits for the start in progress.</summary>
    private readonly List<IActorRef> starters = [];

    /// <summary>The shim of the last run still cleans up; the next one begins when it has.</summary>
    private bool Releasing => shim is not null;

    private long startedStamp;

    /// <summary>The run whose start was given to a shim actor; from then on only looking tells how far it came.</summary>
    private int launchedRun;

    private void Start(IActorRef? asker, OperationId operation = default, bool byPolicy = false)
    {
        CancelRestart();
        if (state.Settings!.DependsOn.Count > 0) Await(asker, operation, byPolicy);
        else Begin(asker is null ? [] : [asker], operation, byPolicy);
    }

    private void Begin(IReadOnlyList<IActorRef> askers, OperationId operation, bool byPolicy) =>
        Record(new StartRequestedEvent(Now, state.Run + 1) { ByPolicy = byPolicy, Operation = operation.Value }, askers.FirstOrDefault(), () =>
        {
            starters.AddRange(askers);
            if (!Releasing) FindSnapshot();
        });

    private void FindSnapshot()
    {
        if (snapshot is not null) FindVolumes();
        else AskImages(new FindSnapshot(id));
    }

    private void Launch(NetworkJoin? network)
    {
        (Oci.NamespaceJoins joins, Fault? notLent) = NamespaceLending.Find(state.Settings!, id, services.Projection);
        if (notLent is not null)
        {
            OnRefused(new ProcessRefused(state.Run, notLent));
            return;
        }

        var order = new RunOrder(LinkedHosts.With(state, services), snapshot!, network) { Joins = joins, Mounts = mounts };
        (snapshot, mounts) = (null, null);
        launchedRun = state.Run;
        Watch(order);
    }

    /// <summary>Makes the shim actor of this run.</summary>
    private void Watch(object order)
    {
        shim = Context.ActorOf(ShimActor.Props(services, host, order), "shim");
        Context.Watch(shim);
    }

    private void OnStarted(ProcessStarted message)
    {
        if (message.Run != state.Run || state.Status != ContainerStatus.Starting) return;
        foreach (string warning in message.Warnings) log.Warning("Container {0}: {1}", id.Short, warning);
        RunningProcess process = message.Process;
        var started = new StartedEvent(Now, state.Run, process.Pid, process.StartTime, process.ShimPid, process.BootId)
        {
            Runtime = process.Runtime,
            CgroupPath = process.CgroupPath,
        };
        startedStamp = services.Time.GetTimestamp();
        Record(started, null, () =>
        {
            Looked();
            if (restartAsked) Publish("restart");
            restartAsked = false;
            foreach (IActorRef starter in starters) starter.Tell(new Done());
            starters.Clear();
            FeedStdin();
            Unqueue();
        });
    }

    private void OnRefused(ProcessRefused message)
    {
        if (message.Run != state.Run || state.Status != ContainerStatus.Starting) return;
        Fault fault = message.Fault;
        List<IContainerEvent> changes = [new StartFailedEvent(Now, state.Run, fault.Message, fault.ExitCode)];
        if (state.AutoRemove) changes.Add(new RemoveRequestedEvent(Now));
        Record(changes, () =>
        {
            foreach (IActorRef starter in starters) starter.Tell(fault);
            starters.Clear();
            AnswerWaiters(state.Exit ?? new ExitStatus(fault.ExitCode), fault.Message);
            DropStdin();
            LeaveNetworks();
            Release();
            Unqueue();
        });
    }

    /// <summary>Lets the shim of an ended run go; without one the machine is looked at all the same.</summary>
    private void Release()
    {
        if (shim is null) Watch(new ReleaseOrder(state));
        else shim.Tell(new ReleaseShim());
    }

    private void OnReleased(ShimReleased message)
    {
        LeaveVolumes(message.Run);
        if (message.Fault is { } fault) Warn($"Container {state.Name}: {fault.Message}");
    }

    private void OnTerminated(Terminated message)
    {
        if (message.ActorRef.Equals(shim))
        {
            shim = null;
            if (!state.HasProcess) EndExecs();
            OnShimGone();
            return;
        }

        if (message.ActorRef.Equals(healthActor))
        {
            OnHealthGone();
            return;
        }

        waiters.RemoveAll(waiter => waiter.Who.Equals(message.ActorRef));
        if (execs.Ended(message.ActorRef) && state.Status != ContainerStatus.Removing) Show();
    }

    private void OnShimGone()
    {
        switch (state.Status)
        {
            case ContainerStatus.Starting when launchedRun == state.Run:
                Watch(new AttachOrder(state, null));
                break;
            case ContainerStatus.Starting:
                FindSnapshot();
                break;
            case ContainerStatus.Removing:
                Dismantle();
                break;
            case ContainerStatus.Running or ContainerStatus.Pausing or ContainerStatus.Paused or ContainerStatus.Stopping:
                // Its supervisor gave it up; the process is looked for anew.
                Watch(new AttachOrder(state, null));
                break;
        }

        AnswerReleaseWaiters();
    }
}
