using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Lifecycle;

/// <summary>An entry for the event stream.</summary>
internal sealed record EventDraft(string Action, IReadOnlyDictionary<string, string>? Attributes = null)
{
    /// <summary>What tells it from other entries of its action; null = the journal event that it comes from.</summary>
    public string? Key { get; init; }
}

/// <summary>Which entries of the event stream a journal event makes: the mapping from what is kept to what is told, with Docker's verbs.</summary>
internal static class ContainerEventDrafts
{
    public static IEnumerable<EventDraft> For(ContainerState before, ContainerState after, IContainerEvent change)
    {
        switch (change)
        {
            case CreatedEvent:
                yield return new EventDraft("create");
                break;
            case StartedEvent:
                yield return new EventDraft("start");
                break;
            case PausedEvent:
                yield return new EventDraft("pause");
                break;
            case UnpausedEvent when before.Status == ContainerStatus.Paused:
                yield return new EventDraft("unpause");
                break;
            case RenamedEvent renamed:
                yield return new EventDraft("rename", new Dictionary<string, string> { ["oldName"] = before.Name, ["name"] = renamed.Name });
                break;
            case UpdatedEvent:
                yield return new EventDraft("update");
                break;
            case KillRequestedEvent kill:
                yield return new EventDraft("kill", new Dictionary<string, string> { ["signal"] = Number(kill.Signal) });
                break;
            case StopRequestedEvent stop when before.HasProcess && SignalNames.TryParse(stop.Signal, out int signal):
                yield return new EventDraft("kill", new Dictionary<string, string> { ["signal"] = Number(signal) });
                break;
            case HealthChangedEvent health when before.Health != health.Health && after.Health == health.Health:
                yield return new EventDraft("health_status: " + health.Health.ToString().ToLowerInvariant());
                break;
            case ExitedEvent exited when before.HasProcess:
                if (exited.OutOfMemory) yield return OutOfMemory(exited.Run, exited.OutOfMemoryKills, "main");
                yield return new EventDraft("die", Ended(before, exited));
                if (before.Stop is not null) yield return new EventDraft("stop");
                break;
        }
    }

    /// <summary>A kill for want of memory; told twice, by a notice and by the exit or by a shim that is asked again, it is one entry.</summary>
    /// <param name="process">main where it ended the container, else child.</param>
    public static EventDraft OutOfMemory(int run, long kills, string process) =>
        new("oom", new Dictionary<string, string> { ["process"] = process, ["kills"] = Number(kills) }) { Key = kills > 0 ? $"{Number(run)}/{Number(kills)}" : null };

    /// <summary>Labels, name and image, which every entry has, and those of its own.</summary>
    public static IReadOnlyDictionary<string, string> Attributes(ContainerState state, IReadOnlyDictionary<string, string>? own)
    {
        var all = new Dictionary<string, string>();
        foreach ((string key, string value) in state.ImageConfiguration.Labels) all[key] = value;
        foreach ((string key, string value) in state.Settings?.Labels ?? new Dictionary<string, string>()) all[key] = value;
        all["name"] = state.Name;
        all["image"] = state.ImageName;
        foreach ((string key, string value) in own ?? new Dictionary<string, string>()) all[key] = value;
        return all;
    }

    /// <summary>All of the exit: whoever follows events need not ask a container that may be gone.</summary>
    private static Dictionary<string, string> Ended(ContainerState before, ExitedEvent exited)
    {
        var attributes = new Dictionary<string, string>
        {
            ["exitCode"] = Number(exited.Code),
            ["execDuration"] = Number(Seconds(before.StartedAt, exited.FinishedAt)),
            ["finishedAt"] = exited.FinishedAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        };
        if (exited.Signal != 0) attributes["signal"] = Number(exited.Signal);
        if (exited.OutOfMemory) attributes["oom"] = "true";
        if (!exited.Known) attributes["known"] = "false";
        return attributes;
    }

    private static long Seconds(DateTimeOffset? from, DateTimeOffset to) => from is { } start && to > start ? (long)(to - start).TotalSeconds : 0;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
