namespace ActorEngine.Linux;

/// <summary>What to start and how. Nothing of the parent is inherited but what is named here.</summary>
public sealed record SpawnOptions
{
    /// <summary>Path of the program, or a bare name to look up in PATH.</summary>
    public required string Program { get; init; }

    /// <summary>The whole argument vector, the program's own name first.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary><c>NAME=value</c> entries; the whole environment of the child.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Directory to start in; the parent's when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Descriptors that the child gets; standard streams not named are <c>/dev/null</c>.</summary>
    public IReadOnlyList<DescriptorMapping> Descriptors { get; init; } = [];

    /// <summary>Leave standard streams that are not mapped as the parent has them.</summary>
    public bool InheritStandardStreams { get; init; }

    /// <summary>setsid(2) in the child.</summary>
    public bool NewSession { get; init; }

    /// <summary>Own process group; implied by <see cref="NewSession"/>.</summary>
    public bool NewProcessGroup { get; init; }

    /// <summary>Signals blocked in the child from its first instruction; all others are unblocked.</summary>
    public IReadOnlyList<int> BlockedSignals { get; init; } = [];
}

/// <summary>The parent's <paramref name="Source"/> appears as number <paramref name="Target"/> in the child.</summary>
public readonly record struct DescriptorMapping(FileDescriptor Source, int Target);

/// <summary>A started child. It stays a zombie after its end until <see cref="Pidfd.TryReap"/> collects it.</summary>
public sealed record SpawnedProcess(int Pid, FileDescriptor Pidfd);
