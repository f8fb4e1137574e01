using ActorEngine.Contracts;
using ActorEngine.Linux;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Lifecycle;

/// <summary>Going away: process, mount, snapshot, files, journal, name; in that order, each step repeatable after a crash.</summary>
internal sealed partial class ContainerActor
{
    /// <summary>How long the event stream may take to say that it holds the last event.</summary>
    private static readonly TimeSpan EventsPatience = TimeSpan.FromSeconds(2);

    private readonly List<IActorRef> removers = [];
    private readonly List<Answer> goneAnswers = [];
    private bool deleting, destroyTold;

    /// <summary>Who has it killed first wants its anonymous volumes removed with it.</summary>
    private bool removesVolumes;

    private void Remove(bool volumes)
    {
        IActorRef asker = Sender;
        if (state.HasProcess)
        {
            // Only force comes here with a process. It is killed first; its exit takes the removal on.
            removers.Add(asker);
            bool paused = state.Status == ContainerStatus.Paused;
            removesVolumes |= volumes;
            if (removers.Count > 1) return;
            Record(new KillRequestedEvent(Now, Signals.Kill), asker, () =>
            {
                shim?.Tell(new SignalProcess(Signals.Kill, new StopSignalTag()));
                if (paused) Freeze(false, null);
                ArmGivingUp();
            });
            return;
        }

        CancelRestart();
        removers.Add(asker);
        Record(new RemoveRequestedEvent(Now) { Volumes = volumes }, asker, () =>
        {
            if (shim is null) Release();
        });
    }

    /// <summary>No process, no mount: the snapshot is next.</summary>
    private void Dismantle() => AskImages(new RemoveSnapshot(id));

    private void OnSnapshotRemoved()
    {
        Timers.Cancel(nameof(ImagesSilent));
        if (state.Status != ContainerStatus.Removing && state.Exists) return;
        TimeSpan limit = services.Settings.OperationTimeout;
        bool readersFirst = state.AutoRemove;
        limit += services.Logs.DrainLimit;
        ContainerView? view = services.Projection.Find(id);
        Bounded.RunAsync(
            async token =>
            {
                if (readersFirst) await services.Projection.Readers.WhenNoneAsync(id, token).ConfigureAwait(false);
                if (view is not null) await services.Logs.DrainAsync(view, token).ConfigureAwait(false);
                await host.EraseAsync(id, token).ConfigureAwait(false);
            },
            readersFirst ? services.Settings.LogReaderTimeout + limit : limit, services.Time)
            .PipeTo(Self, Self, () => new EraseEnded(null), failure => new EraseEnded(HostFaults.From(failure, $"removing the files of container {id.Short}")));
    }

    private void OnSnapshotKept(Fault fault) => Die($"Its snapshot could not be removed: {fault.Message}");

    private void OnEraseEnded(EraseEnded message)
    {
        if (message.Fault is { } fault)
        {
            Die(fault.Message);
            return;
        }

        ForgetVolumes();
    }

    private void Erased()
    {
        deleting = true;
        if (!state.Exists)
        {
            OnDestroyTold();
            return;
        }

        // Told while the journal still knows of it: a daemon that ends before the stream holds it removes again, and tells it again, once.
        services.Events.Tell(Event(state, LastSequenceNr, new EventDraft("destroy"), Now) with { DeduplicationId = $"{id.Value}/destroy", Acknowledge = true });
        Timers.StartSingleTimer(nameof(EventsSilent), new EventsSilent(), EventsPatience);
    }

    private void OnDestroyTold()
    {
        if (!deleting || destroyTold) return;
        destroyTold = true;
        Timers.Cancel(nameof(EventsSilent));
        // The snapshot first: events without it are a container that was never finished, and rolled back; it without them would live again.
        if (hasSnapshot) DeleteSnapshots(new SnapshotSelectionCriteria(long.MaxValue));
        else DeleteJournal();
    }

    private void DeleteJournal()
    {
        if (!deleting) return;
        if (LastSequenceNr > 0) DeleteMessages(LastSequenceNr);
        else Leave();
    }

    private void Die(string reason)
    {
        if (!state.Exists)
        {
            Warn($"Container {id.Short} was never finished and is not wholly removed: {reason}");
            Leave();
            return;
        }

        Record(new DiedEvent(Now, reason), null, () =>
        {
            Warn($"Container {state.Name} is dead: {reason}");
            foreach (IActorRef remover in removers) remover.Tell(new Fault(FaultCode.Internal, $"Container {state.Name} was not wholly removed: {reason}") { State = state.Status });
            removers.Clear();
        });
    }

    private void OnJournalDeleted()
    {
        if (deleting) Leave();
    }

    private void OnJournalKept(Exception cause)
    {
        log.Warning(cause, "The journal of container {0} was not deleted.", id.Short);
        // What stays in the journal is without an entry in the index, and so without effect.
        if (deleting) Leave();
    }

    private void Leave()
    {
        foreach (IActorRef remover in removers) goneAnswers.Add(new Answer(remover, new Done()));
        removers.Clear();
        foreach (Waiter waiter in waiters) goneAnswers.Add(new Answer(waiter.Who, new ContainerWaited(state.Exit ?? new ExitStatus(0))));
        waiters.Clear();
        if (state.Exists)
        {
            ContainerView last = ContainerViews.Of(state, paths, path, []);
            services.Projection.Remove(id);
            Context.System.EventStream.Publish(new ContainerChanged(last, Removed: true));
        }

        while (queued.TryDequeue(out (object Message, IActorRef Sender) held))
            goneAnswers.Add(new Answer(held.Sender, new Fault(FaultCode.NotFound, $"No such container: {id.Short}")));
        services.Networks.Tell(new ForgetNetworks(id));
        Context.Parent.Tell(new ContainerGone(id, [.. goneAnswers]));
        Context.Stop(Self);
    }

    private sealed record EraseEnded(Fault? Fault);

    private sealed record EventsSilent;
}
