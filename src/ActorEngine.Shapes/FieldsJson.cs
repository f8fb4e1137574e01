using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorEngine.Shapes;

/// <summary>Writes <see cref="Fields"/> as JSON.</summary>
internal static class FieldsJson
{
    /// <summary>One line, or indented by four as Docker's inspect prints it.</summary>
    public static string Write(object? value, bool indented = false)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = indented, IndentSize = 4, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(bytes, options)) Write(writer, value);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Writes it into another document.</summary>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case TimeSpan duration: writer.WriteNumberValue(duration.Ticks * TimeSpan.NanosecondsPerTick); break;
            case string text: writer.WriteStringValue(text); break;
            case JsonElement json: json.WriteTo(writer); break;
            case Fields fields:
                writer.WriteStartObject();
                foreach (var (name, child) in fields)
                {
                    writer.WritePropertyName(name);
                    Write(writer, child);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (object? child in list) Write(writer, child);
                writer.WriteEndArray();
                break;
            default: throw new InvalidOperationException($"{value.GetType().Name} has no JSON form here.");
        }
    }
}
