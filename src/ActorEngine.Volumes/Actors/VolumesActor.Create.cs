using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Volumes;

/// <summary>Volumes come and go, and are shown.</summary>
public sealed partial class VolumesActor
{
    private void OnCreate(CreateVolume create)
    {
        IActorRef asker = Sender;
        (VolumeRecord? volume, bool isNew, Fault? fault) = VolumeRules.Read(create, state, services.NewName, Now);
        if (fault is null && leaving.Contains(volume!.Name)) fault = VolumeRules.BeingRemoved(volume.Name);
        if (fault is null && isNew && state.Volumes.Count >= settings.MaximumVolumes) fault = TooMany();
        if (fault is not null || !isNew)
        {
            asker.Tell(fault ?? (IReply)InspectionOf(volume!));
            return;
        }

        Record(new VolumeMadeEvent(volume!), asker.Tell, () =>
        {
            if (!Begin(() => host.MakeAsync(volume!), made => new CreateEnded(made, asker, null), failure => new CreateEnded(volume!, asker, failure)))
                Self.Tell(new CreateEnded(volume!, asker, new VolumeException(Overloaded())));
        });
    }

    private void OnCreateEnded(CreateEnded ended)
    {
        VolumeRecord volume = ended.Volume;
        if (ended.Failure is { } failure)
        {
            Fault fault = VolumeFaults.From(failure, $"Making volume {volume.Name}");
            Record(state.HoldersOf(volume.Name).Any() ? [] : [new VolumeRemovedEvent(volume.Name)], ended.Asker.Tell, () => ended.Asker.Tell(fault));
            return;
        }

        Record(state.Find(volume.Name)?.Scope == volume.Scope ? [] : [new VolumeMadeEvent(volume)], ended.Asker.Tell, () =>
        {
            Publish("create", volume);
            ended.Asker.Tell(InspectionOf(volume));
        });
    }

    private void OnRemove(RemoveVolume remove)
    {
        IActorRef asker = Sender;
        if (state.Find(remove.Volume) is not { } volume)
        {
            asker.Tell(remove.Force ? new Done() : VolumeRules.Missing(remove.Volume));
            return;
        }

        if (Unremovable(volume) is { } fault) asker.Tell(fault);
        else Remove(volume, failed => asker.Tell(failed ?? (IReply)new Done()));
    }

    /// <summary>Removes a volume, which nobody can claim meanwhile; tells why not, or null.</summary>
    private void Remove(VolumeRecord volume, Action<Fault?> done)
    {
        leaving.Add(volume.Name);
        if (!Begin(() => GoneAsync(volume), _ => new RemoveEnded(volume, null, done), failure => new RemoveEnded(volume, failure, done)))
            Self.Tell(new RemoveEnded(volume, new VolumeException(Overloaded()), done));
    }

    private async Task<bool> GoneAsync(VolumeRecord volume)
    {
        await host.RemoveAsync(volume).ConfigureAwait(false);
        return true;
    }

    private void OnRemoveEnded(RemoveEnded ended)
    {
        leaving.Remove(ended.Volume.Name);
        if (ended.Failure is { } failure)
        {
            ended.Done(VolumeFaults.From(failure, $"Removing volume {ended.Volume.Name}"));
            return;
        }

        Record(new VolumeRemovedEvent(ended.Volume.Name), ended.Done, () =>
        {
            Publish("destroy", ended.Volume);
            ended.Done(null);
        });
    }

    private Fault? Unremovable(VolumeRecord volume)
    {
        if (leaving.Contains(volume.Name)) return VolumeRules.BeingRemoved(volume.Name);
        string[] holders = [.. state.HoldersOf(volume.Name).Concat(state.Uses.Values.Where(use => use.Volumes.Contains(volume.Name)).Select(use => use.Container)).Distinct().Select(NameOf)];
        return holders.Length == 0 ? null : VolumeRules.InUse(volume.Name, holders);
    }

    private void OnPrune(PruneVolumes prune)
    {
        IActorRef asker = Sender;
        bool all = prune.All || prune.Filters.Any(filter => filter is { Key: "all", Value: "true" or "1" });
        Filter[] filters = [.. prune.Filters.Where(filter => filter.Key != "all")];
        (IReadOnlyList<VolumeInspection>? chosen, Fault? fault) = VolumeViews.Choose(
            state.Volumes.Values.Where(volume => (all || volume.Anonymous) && Unremovable(volume) is null).Select(InspectionOf), filters, "label, label!, all");
        if (chosen is null)
        {
            asker.Tell(fault!);
            return;
        }

        VolumeRecord[] going = [.. chosen.Select(volume => state.Find(volume.Name)).OfType<VolumeRecord>()];
        if (!Begin(() => host.MeasureAsync(going), sizes => new PruneMeasured(going, sizes, asker), _ => new PruneMeasured(going, [], asker)))
            asker.Tell(Overloaded());
    }

    private void OnPruneMeasured(PruneMeasured message) => PruneNext(message, new Queue<int>(Enumerable.Range(0, message.Going.Count)), new VolumesPruned([], 0));

    private void PruneNext(PruneMeasured message, Queue<int> left, VolumesPruned sofar)
    {
        while (left.TryDequeue(out int next))
        {
            VolumeRecord volume = message.Going[next];
            // Claimed or removed by somebody else meanwhile.
            if (state.Find(volume.Name) is null || Unremovable(volume) is not null) continue;
            Remove(volume, fault => PruneNext(message, left, fault is null
                ? sofar with { Deleted = [.. sofar.Deleted, volume.Name], ReclaimedBytes = sofar.ReclaimedBytes + (next < message.Sizes.Count ? Math.Max(0, message.Sizes[next]) : 0) }
                : sofar with { Warnings = [.. sofar.Warnings, fault.Message] }));
            return;
        }

        message.Asker.Tell(sofar);
    }

    private void OnList(ListVolumes list)
    {
        IActorRef asker = Sender;
        host.ListAsync().PipeTo(Self, Self, found => new PluginsListed(list, found.Volumes, found.Warnings, asker), failure => new PluginsListed(list, [], [failure.Message], asker));
    }

    private void OnPluginsListed(PluginsListed message)
    {
        IEnumerable<VolumeRecord> all = state.Volumes.Values.Concat(message.Volumes.Where(volume => state.Find(volume.Name) is null));
        (IReadOnlyList<VolumeInspection>? chosen, Fault? fault) = VolumeViews.Choose(all.Select(InspectionOf), message.List.Filters, "name, driver, label, label!, dangling");
        message.Asker.Tell(chosen is null ? fault! : new VolumeList(chosen) { Warnings = message.Warnings });
    }

    private void OnInspect(InspectVolume query)
    {
        if (state.Find(query.Volume) is not { } volume)
        {
            Sender.Tell(VolumeRules.Missing(query.Volume));
            return;
        }

        VolumeInspection shown = InspectionOf(volume);
        if (volume.IsLocal) Sender.Tell(shown);
        else
            host.GetAsync(volume.Driver, volume.Name).PipeTo(Sender, Self,
                found => found is null ? new Fault(FaultCode.NotFound, $"The volume plugin {volume.Driver} has no volume {volume.Name}.") : shown with { Mountpoint = found.Mountpoint, Status = found.Status },
                failure => VolumeFaults.From(failure, $"Asking about volume {volume.Name}"));
    }

    private void OnMeasure(MeasureVolumes request)
    {
        IActorRef asker = Sender;
        VolumesState now = state;
        VolumeRecord[] all = [.. now.Volumes.Values.OrderBy(volume => volume.Name.Value, StringComparer.Ordinal)];
        host.MeasureAsync(all).PipeTo(asker, Self,
            sizes => new VolumesMeasured([.. all.Zip(sizes, (volume, size) => new VolumeUsage(volume.Name, size)
            {
                Driver = volume.Driver,
                Links = now.HoldersOf(volume.Name).Count(),
                Anonymous = volume.Anonymous,
                Labels = volume.Labels,
            })]),
            failure => VolumeFaults.From(failure, "Measuring the volumes"));
    }

    private VolumeInspection InspectionOf(VolumeRecord volume) => VolumeViews.Of(volume, state, host.PathOf, NameOf);

    private sealed record CreateEnded(VolumeRecord Volume, IActorRef Asker, Exception? Failure);

    private sealed record RemoveEnded(VolumeRecord Volume, Exception? Failure, Action<Fault?> Done);

    private sealed record PruneMeasured(IReadOnlyList<VolumeRecord> Going, IReadOnlyList<long> Sizes, IActorRef Asker);

    private sealed record PluginsListed(ListVolumes List, IReadOnlyList<VolumeRecord> Volumes, IReadOnlyList<string> Warnings, IActorRef Asker);
}
