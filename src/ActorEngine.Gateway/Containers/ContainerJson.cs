using System.Text.Json.Serialization;

namespace ActorEngine.Gateway.Containers;

/// <summary>Compile-time JSON of what requests about containers carry.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ContainerBody))]
[JsonSerializable(typeof(UpdateBody))]
[JsonSerializable(typeof(ExecBody))]
internal sealed partial class ContainerJson : JsonSerializerContext;
