namespace ActorEngine.Oci.Spec;

/// <summary>Programs that the runtime calls (config.md#posix-platform-hooks), as far as the engine asks for them.</summary>
public sealed record HooksSpec
{
    /// <summary>After the namespaces are made, before the program starts.</summary>
    public IReadOnlyList<HookSpec>? Prestart { get; init; }
}

/// <summary>One of these.</summary>
public sealed record HookSpec(string Path)
{
    public IReadOnlyList<string>? Args { get; init; }
    public IReadOnlyList<string>? Env { get; init; }
}
