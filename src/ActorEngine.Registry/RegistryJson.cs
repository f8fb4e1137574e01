using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Registry;

/// <summary>Compile-time JSON of what registries send and of the credential store.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(TokenDocument))]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(ManifestDocument))]
[JsonSerializable(typeof(TagsDocument))]
[JsonSerializable(typeof(CatalogDocument))]
[JsonSerializable(typeof(PlatformDocument))]
[JsonSerializable(typeof(CredentialFile))]
internal sealed partial class RegistryJson : JsonSerializerContext;
