using System.Text.Json.Serialization;

namespace ActorEngine.Gateway.Containers;

/// <summary>Body of ContainerExec (ExecConfig).</summary>
internal sealed record ExecBody
{
    public bool? AttachStdin { get; init; }
    public bool? AttachStdout { get; init; }
    public bool? AttachStderr { get; init; }
    public List<int>? ConsoleSize { get; init; }
    public string? DetachKeys { get; init; }
    public bool? Tty { get; init; }
    public List<string?>? Env { get; init; }
    [JsonConverter(typeof(TextsConverter))]
    public List<string?>? Cmd { get; init; }
    public bool? Privileged { get; init; }
    public string? User { get; init; }
    public string? WorkingDir { get; init; }
}
