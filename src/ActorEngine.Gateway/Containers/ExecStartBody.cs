using System.Text.Json.Serialization;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Containers;

/// <summary>Body of ExecStart.</summary>
internal sealed record ExecStartBody
{
    public bool? Detach { get; init; }
    public bool? Tty { get; init; }
    public List<int>? ConsoleSize { get; init; }

    /// <summary>The size of the terminal, of which 1.42 was the first to know; what else runs was said when it was created.</summary>
    public ExecSettings Settings(ApiVersion version) => Tty is true && version.Has(1, 42) && ConsoleSize is [var rows, var columns]
        ? new ExecSettings { Command = [], Rows = rows, Columns = columns }
        : new ExecSettings { Command = [] };
}

/// <summary>Compile-time JSON of the body.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ExecStartBody))]
internal sealed partial class ExecStartJson : JsonSerializerContext;
