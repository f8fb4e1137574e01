using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Oci.Spec;

/// <summary>The JSON forms of the runtime-spec records, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RuntimeSpec))]
[JsonSerializable(typeof(ProcessSpec))]
[JsonSerializable(typeof(ResourcesSpec))]
public sealed partial class SpecJson : JsonSerializerContext
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The bytes of a <c>config.json</c>.</summary>
    public static byte[] Write(RuntimeSpec spec) => Write(spec, Default.RuntimeSpec);

    /// <summary>The bytes of a <c>process.json</c>, as <c>exec --process</c> reads it.</summary>
    public static byte[] Write(ProcessSpec process) => Write(process, Default.ProcessSpec);

    /// <summary>The bytes that <c>update --resources</c> reads.</summary>
    public static byte[] Write(ResourcesSpec resources) => Write(resources, Default.ResourcesSpec);

    private static byte[] Write<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, Compact)) JsonSerializer.Serialize(writer, value, type);
        return buffer.WrittenSpan.ToArray();
    }
}
