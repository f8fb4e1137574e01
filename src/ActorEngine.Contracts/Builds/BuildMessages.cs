using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>
/// Builds an image from a Dockerfile. The answer is a stream: <see cref="BuildStep"/> and <see cref="BuildOutput"/> items, what the engine wants of the
/// client (<see cref="ContextWanted"/>, <see cref="AgentRequest"/>, <see cref="CredentialsWanted"/>), raw frames of an archive where <see cref="Export"/> asks for one, then <see cref="ImageBuilt"/>.
/// Client to engine: the context as a tar in raw frames, ended by <see cref="ContextSent"/>, and <see cref="AgentReply"/> and <see cref="CredentialsGiven"/> items.
/// </summary>
public sealed record BuildImage : ICommand
{
    /// <summary>Text of the Dockerfile; null = it is in the context, at <see cref="DockerfileName"/>.</summary>
    public string? Dockerfile { get; init; }
    /// <summary>How messages name the Dockerfile, and where it is in an archive.</summary>
    public string DockerfileName { get; init => field = value ?? "Dockerfile"; } = "Dockerfile";
    public BuildContextKind Context { get; init; }
    /// <summary>NAME[:TAG] each.</summary>
    public IReadOnlyList<ImageReference> Tags { get; init => field = value ?? []; } = [];
    public IReadOnlyDictionary<string, string> Arguments { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>Name or number of the stage to build; null = the last.</summary>
    public string? Target { get; init; }
    /// <summary>OS/ARCHITECTURE[/VARIANT]; null = the engine's.</summary>
    public string? Platform { get; init; }
    /// <summary>Use no result of earlier builds.</summary>
    public bool NoCache { get; init; }
    /// <summary>Ask the registry for newer base images.</summary>
    public bool Pull { get; init; }
    /// <summary>Network of RUN: none, host, a network of the engine, or default, which is that of containers that name none.</summary>
    public string Network { get; init => field = value ?? "default"; } = "default";
    public IReadOnlyList<BuildSecret> Secrets { get; init => field = value ?? []; } = [];
    /// <summary>Names of SSH agents that the client can reach.</summary>
    public IReadOnlyList<string> SshAgents { get; init => field = value ?? []; } = [];
    /// <summary>Images whose embedded cache may serve.</summary>
    public IReadOnlyList<ImageReference> CacheFrom { get; init => field = value ?? []; } = [];
    /// <summary>Embed the cache in the image.</summary>
    public bool InlineCache { get; init; }
    /// <summary>Extra /etc/hosts lines, HOST:IP.</summary>
    public IReadOnlyList<string> ExtraHosts { get; init => field = value ?? []; } = [];
    /// <summary>Allow RUN --security=insecure.</summary>
    public bool AllowInsecure { get; init; }
    /// <summary>Allow RUN --network=host; where <see cref="Network"/> is host it is allowed.</summary>
    public bool AllowHostNetwork { get; init; }
    public BuildExport Export { get; init; }
    /// <summary>The client answers <see cref="CredentialsWanted"/>.</summary>
    public bool GivesCredentials { get; init; }
    /// <summary>Of a remote context: a git repository (URL[#REF[:DIRECTORY]]), or the http address of an archive or of a Dockerfile.</summary>
    public string? ContextUrl { get; init; }
    /// <summary>Limits of each RUN.</summary>
    public ResourceLimits Limits { get; init => field = value ?? new(); } = new();
    public IReadOnlyList<Ulimit> Ulimits { get; init => field = value ?? []; } = [];
    /// <summary>Control group below which those of RUN are made; null = the engine's.</summary>
    public string? CgroupParent { get; init; }
    /// <summary>The client also wants a <see cref="BuildOutline"/>, and steps that are <see cref="BuildStepState.Running"/>.</summary>
    public bool Outline { get; init; }
}

/// <summary>Where a build's files come from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BuildContextKind>))]
public enum BuildContextKind
{
    /// <summary>There are none.</summary>
    [JsonStringEnumMemberName("none")] None,
    /// <summary>The client sends what <see cref="ContextWanted"/> names, as a tar; the client has applied .dockerignore.</summary>
    [JsonStringEnumMemberName("directory")] Directory,
    /// <summary>The client sends a tar (plain, gzip or zstd) at once; the engine applies its .dockerignore.</summary>
    [JsonStringEnumMemberName("archive")] Archive,
    /// <summary>The engine fetches what <see cref="BuildImage.ContextUrl"/> names and applies its .dockerignore.</summary>
    [JsonStringEnumMemberName("remote")] Remote,
}

/// <summary>What becomes of a build's result.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BuildExport>))]
public enum BuildExport
{
    /// <summary>An image of the engine.</summary>
    [JsonStringEnumMemberName("image")] Image,
    /// <summary>Sent as a docker-archive; the engine keeps no name for it.</summary>
    [JsonStringEnumMemberName("docker")] DockerArchive,
    /// <summary>Sent as an OCI layout.</summary>
    [JsonStringEnumMemberName("oci")] OciLayout,
    /// <summary>Its files, sent as a tar.</summary>
    [JsonStringEnumMemberName("files")] Files,
    /// <summary>Nothing: it fills the cache.</summary>
    [JsonStringEnumMemberName("none")] CacheOnly,
}

/// <summary>A secret that RUN --mount=type=secret may use. It is in no layer, no log and no cache.</summary>
public sealed record BuildSecret(string Id, byte[] Value)
{
    /// <inheritdoc />
    public override string ToString() => $"secret {Id}";
}

/// <summary>What a step of a build does now.</summary>
/// <param name="Number">As progress shows it, from 1.</param>
/// <param name="Title">Such as <c>[2/4] RUN make</c>.</param>
public sealed record BuildStep(int Number, string Title, BuildStepState State) : IItem
{
    /// <summary>How long it took, once it is over.</summary>
    public double Seconds { get; init; }
    public string? Error { get; init; }
    /// <summary>The step of the plan that it is, as <see cref="BuildInstruction.Step"/> has it; null where it is none.</summary>
    public int? Step { get; init; }
    /// <summary>Of a step that is done or cached: the digest that stands for its file system; null for an empty one.</summary>
    public Digest? FileSystem { get; init; }
}

/// <summary>What a build is going to do: the instructions of all stages that are needed, in the order of the Dockerfile. Sent once, before the first of its steps.</summary>
public sealed record BuildOutline(IReadOnlyList<BuildInstruction> Instructions) : IItem;

/// <summary>An instruction of a build.</summary>
/// <param name="Text">As it is written, continued lines joined.</param>
/// <param name="Stage">Number of its stage, from 0.</param>
public sealed record BuildInstruction(string Text, int Stage)
{
    /// <summary>The step of the plan that carries it out; null where it changes settings alone.</summary>
    public int? Step { get; init; }
    /// <summary>Of RUN: the program as it is started.</summary>
    public string? Program { get; init; }
}

/// <summary>States of <see cref="BuildStep"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BuildStepState>))]
public enum BuildStepState
{
    [JsonStringEnumMemberName("started")] Started,
    [JsonStringEnumMemberName("done")] Done,
    [JsonStringEnumMemberName("cached")] Cached,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("cancelled")] Cancelled,
    /// <summary>The cache has no result of it: it is being made.</summary>
    [JsonStringEnumMemberName("running")] Running,
}

/// <summary>What a step says: whole lines or parts of them.</summary>
/// <param name="Seconds">Since the step began.</param>
public sealed record BuildOutput(int Number, double Seconds, string Text) : IItem
{
    /// <summary>A line of the builder's own about the step, not of its program.</summary>
    public bool IsStatus { get; init; }
    /// <summary>The program wrote it to its standard error.</summary>
    public bool IsError { get; init; }
}

/// <summary>The engine wants these paths and patterns of the context; "" is all of it.</summary>
public sealed record ContextWanted(IReadOnlyList<string> Paths) : IItem;

/// <summary>The whole context has been sent.</summary>
public sealed record ContextSent : IItem;

/// <summary>A message of a build's program for an SSH agent of the client (ssh-agent protocol, without the length). Answer: <see cref="AgentReply"/> with the number.</summary>
public sealed record AgentRequest(long Number, string Agent, byte[] Message) : IItem;

/// <summary>An agent's answer; empty where there is none.</summary>
public sealed record AgentReply(long Number, byte[] Message) : IItem;

/// <summary>The engine is about to fetch from a registry, HOST[:PORT], and asks what the client would show it. Answer: <see cref="CredentialsGiven"/> with the number.</summary>
public sealed record CredentialsWanted(long Number, string Registry) : IItem;

/// <summary>What the client shows to a registry. It is used for this build and kept nowhere.</summary>
public sealed record CredentialsGiven(long Number) : IItem
{
    /// <summary>null = those that the engine keeps for this registry, if any.</summary>
    public RegistryCredentials? Credentials { get; init; }
}

/// <summary>Answer to <see cref="BuildImage"/>.</summary>
/// <param name="Id">Empty where no image was asked for.</param>
public sealed record ImageBuilt(Digest Id) : IReply
{
    public Digest ManifestDigest { get; init; }
    /// <summary>The names it was given.</summary>
    public IReadOnlyList<string> References { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}
