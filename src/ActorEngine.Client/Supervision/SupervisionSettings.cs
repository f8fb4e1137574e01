using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>Whom a child's end concerns.</summary>
public enum SupervisionMode
{
    /// <summary>The child alone.</summary>
    OneForOne,
    /// <summary>All children.</summary>
    AllForOne,
    /// <summary>The child and those that were started after it.</summary>
    RestForOne,
}

/// <summary>Which ends of a child call for a new start.</summary>
public enum ChildRestart
{
    /// <summary>Every end.</summary>
    Always,
    /// <summary>Ends other than by itself with code 0.</summary>
    OnFailure,
    /// <summary>None: when it has ended, it is done.</summary>
    Never,
}

/// <summary>A container under a supervisor.</summary>
/// <param name="Name">Unique among the children; the container is called PREFIX-NAME.</param>
/// <param name="Settings">What each new incarnation is made with.</param>
public sealed record ChildContainer(string Name, ContainerSettings Settings)
{
    /// <summary>Which ends call for a new start.</summary>
    public ChildRestart Restart { get; init; } = ChildRestart.OnFailure;
}

/// <summary>How a supervisor deals with its children.</summary>
public sealed record SupervisionSettings
{
    /// <summary>Begins the names of the containers; unique at the engine.</summary>
    public required string Prefix { get; init; }

    /// <summary>Whom a child's end concerns.</summary>
    public SupervisionMode Mode { get; init; } = SupervisionMode.OneForOne;

    /// <summary>Restarts within <see cref="Within"/>; one more, and the supervisor stops the children and fails itself.</summary>
    public int MaxRestarts { get; init; } = 5;

    /// <summary>The window of <see cref="MaxRestarts"/>.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Pause before a restart; doubles with each one in the window, up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause before a restart.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The children ended more often than the supervisor's settings allow; for the supervisor's own supervisor.</summary>
public sealed class ContainerSupervisionException(string child, ExitStatus exit, string message) : Exception(message)
{
    /// <summary>The child whose end was one too many.</summary>
    public string Child { get; } = child;

    /// <summary>That end.</summary>
    public ExitStatus Exit { get; } = exit;
}
