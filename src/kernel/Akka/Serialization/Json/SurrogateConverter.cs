using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Akka.Actor;
using Akka.Util;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Akka.Serialization.Json;

/// <summary>
/// Objects that something else stands for on the wire, such as references to actors, and the numbers whose type JSON loses:
/// <c>{"$":"I5"}</c> is an int, F a float, M a decimal.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed program that keeps this serializer keeps the types that it writes.")]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above.")]
internal sealed class SurrogateConverter(ExtendedActorSystem? system, Func<JsonSerializer> serializer) : JsonConverter
{
    private const string Mark = "$";

    public override bool CanConvert(Type objectType) =>
        objectType == typeof(object) || objectType == typeof(int) || objectType == typeof(float) || objectType == typeof(decimal) || typeof(ISurrogated).IsAssignableFrom(objectType);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer current)
    {
        if (Numeral(value) is { } numeral)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(Mark);
            writer.WriteValue(numeral);
            writer.WriteEndObject();
        }
        else
        {
            current.Serialize(writer, value is ISurrogated surrogated ? surrogated.ToSurrogate(system) : value);
        }
    }

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer current) =>
        Restore(current.Deserialize(reader), objectType);

    /// <summary>What stood behind what was read.</summary>
    public object? Restore(object? read, Type type) => read switch
    {
        JObject marked when marked[Mark] is { } number => Number(number.Value<string>()!),
        JObject whole when type == typeof(object) => RestoreAll(whole),
        JObject part => part.ToObject(type, serializer()),
        ISurrogate surrogate => surrogate.FromSurrogate(system),
        _ => read,
    };

    private static JToken RestoreAll(JToken token)
    {
        switch (token)
        {
            case JObject marked when marked[Mark] is { } number:
                return new JValue(Number(number.Value<string>()!));
            case JObject whole:
                foreach (var property in whole.Properties().ToList()) property.Value = RestoreAll(property.Value);
                return whole;
            case JArray items:
                for (var i = 0; i < items.Count; i++) items[i] = RestoreAll(items[i]);
                return items;
            default:
                return token;
        }
    }

    private static string? Numeral(object? value) => value switch
    {
        int number => "I" + number.ToString(NumberFormatInfo.InvariantInfo),
        float number => "F" + number.ToString(NumberFormatInfo.InvariantInfo),
        decimal number => "M" + number.ToString(NumberFormatInfo.InvariantInfo),
        _ => null,
    };

    private static object Number(string text) => text[0] switch
    {
        'I' => int.Parse(text.AsSpan(1), provider: NumberFormatInfo.InvariantInfo),
        'F' => float.Parse(text.AsSpan(1), provider: NumberFormatInfo.InvariantInfo),
        'M' => decimal.Parse(text.AsSpan(1), provider: NumberFormatInfo.InvariantInfo),
        _ => throw new NotSupportedException($"'{text}' is no number that was written here."),
    };
}
