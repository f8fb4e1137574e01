namespace ActorEngine.Builder;

/// <summary>One instruction as it is written; variables are replaced when it is planned.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">The whole instruction, continued lines joined.</param>
internal abstract record Instruction(SourcePlace Place, string Text);

/// <summary>FROM: begins a stage.</summary>
internal sealed record FromInstruction(SourcePlace Place, string Text, string Image, string? Platform, string? StageName) : Instruction(Place, Text);

/// <summary>A program to run: its arguments, or one line for the shell.</summary>
internal sealed record ProgramLine(IReadOnlyList<string> Arguments, bool IsShell);

/// <summary>RUN.</summary>
internal sealed record RunInstruction(SourcePlace Place, string Text, ProgramLine Program) : Instruction(Place, Text)
{
    public IReadOnlyList<Heredoc> Heredocs { get; init; } = [];

    /// <summary>The values of --mount, not yet expanded.</summary>
    public IReadOnlyList<string> Mounts { get; init; } = [];

    /// <summary>default, none or host.</summary>
    public string Network { get; init; } = "default";

    /// <summary>sandbox or insecure.</summary>
    public string Security { get; init; } = "sandbox";
}

/// <summary>COPY and ADD.</summary>
internal sealed record CopyInstruction(SourcePlace Place, string Text, bool IsAdd, IReadOnlyList<string> Sources, string Destination) : Instruction(Place, Text)
{
    public IReadOnlyList<Heredoc> Heredocs { get; init; } = [];

    /// <summary>The here-documents among <see cref="Sources"/>, by their position.</summary>
    public IReadOnlyDictionary<int, Heredoc> Inline { get; init; } = new Dictionary<int, Heredoc>();

    public string? From { get; init; }
    public string? Owner { get; init; }
    public string? Mode { get; init; }
    public string? Checksum { get; init; }
    public IReadOnlyList<string> Excludes { get; init; } = [];
    public bool Link { get; init; }
    public bool Parents { get; init; }

    /// <summary>ADD --keep-git-dir.</summary>
    public bool KeepsGit { get; init; }

    /// <summary>ADD --unpack; null = by what the source is.</summary>
    public bool? Unpack { get; init; }
}

/// <summary>ENV and LABEL: names and values, not yet expanded.</summary>
internal sealed record PairsInstruction(SourcePlace Place, string Text, bool IsLabel, IReadOnlyList<(string Name, string Value)> Pairs) : Instruction(Place, Text);

/// <summary>ARG; a null value is one without a default.</summary>
internal sealed record ArgInstruction(SourcePlace Place, string Text, IReadOnlyList<(string Name, string? Default)> Arguments) : Instruction(Place, Text);

/// <summary>USER, WORKDIR, STOPSIGNAL, MAINTAINER: one value.</summary>
internal sealed record ValueInstruction(SourcePlace Place, string Text, ValueKind Kind, string Value) : Instruction(Place, Text);

internal enum ValueKind
{
    User,
    WorkingDirectory,
    StopSignal,
    Maintainer,
}

/// <summary>EXPOSE and VOLUME.</summary>
internal sealed record ListInstruction(SourcePlace Place, string Text, bool IsVolume, IReadOnlyList<string> Values) : Instruction(Place, Text);

/// <summary>CMD and ENTRYPOINT.</summary>
internal sealed record ProgramInstruction(SourcePlace Place, string Text, bool IsEntrypoint, ProgramLine Program) : Instruction(Place, Text);

/// <summary>SHELL.</summary>
internal sealed record ShellInstruction(SourcePlace Place, string Text, IReadOnlyList<string> Shell) : Instruction(Place, Text);

/// <summary>HEALTHCHECK; a null check is NONE.</summary>
internal sealed record HealthcheckInstruction(SourcePlace Place, string Text, Contracts.HealthcheckSettings? Check) : Instruction(Place, Text);

/// <summary>ONBUILD: for the image built from this one.</summary>
internal sealed record OnBuildInstruction(SourcePlace Place, string Text, string Trigger) : Instruction(Place, Text);
