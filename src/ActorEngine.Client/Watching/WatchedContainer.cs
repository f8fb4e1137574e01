using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>
/// What a watcher's side knows of one container, and what of the news is new. News come twice by nature, from looking and from the event
/// stream; an end is told once. No actor.
/// </summary>
internal sealed class WatchedContainer
{
    private DateTimeOffset? told;

    /// <summary>Neither a look nor an event has told yet.</summary>
    public bool IsUnknown { get; private set; } = true;

    /// <summary>The end that the container is at; null while it is up or has not run.</summary>
    public ExitStatus? Over { get; private set; }

    /// <summary>A look said how it is. The end that is news; null where none is.</summary>
    public ExitStatus? Looked(ContainerStateInfo state)
    {
        bool first = IsUnknown;
        IsUnknown = false;
        var exit = state.Status is ContainerStatus.Exited or ContainerStatus.Dead or ContainerStatus.Removing ? state.Exit : null;
        if (first) Over = exit;
        return exit is not null && IsNews(exit) ? exit : null;
    }

    /// <summary>An event of the container. The end that is news; null where none is.</summary>
    public ExitStatus? Happened(EngineEvent happened)
    {
        switch (happened.Action)
        {
            case "start":
                (IsUnknown, Over) = (false, null);
                return null;
            case "die":
                var exit = Read(happened);
                IsUnknown = false;
                Over = exit;
                return IsNews(exit) ? exit : null;
            default:
                return null;
        }
    }

    /// <summary>Events were missed: only a look can tell.</summary>
    public void Forget() => IsUnknown = true;

    /// <summary>The end as the event has it.</summary>
    public static ExitStatus Read(EngineEvent happened)
    {
        var attributes = happened.Attributes;
        return new ExitStatus(Number("exitCode"), attributes.GetValueOrDefault("known") != "false")
        {
            Signal = Number("signal"),
            OutOfMemory = attributes.GetValueOrDefault("oom") == "true",
            FinishedAt = attributes.TryGetValue("finishedAt", out string? text)
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at : happened.Time,
        };

        int Number(string name) => int.TryParse(attributes.GetValueOrDefault(name), CultureInfo.InvariantCulture, out int value) ? value : 0;
    }

    /// <summary>Ends come in order of time; one that is not later was told.</summary>
    private bool IsNews(ExitStatus exit)
    {
        if (told is { } last && exit.FinishedAt <= last) return false;
        told = exit.FinishedAt;
        return true;
    }
}
