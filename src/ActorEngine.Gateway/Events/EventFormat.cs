using System.Text;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Events;

/// <summary>How a stream of JSON objects is written.</summary>
/// <param name="ContentType">What it is called.</param>
/// <param name="Prefix">What stands before each object; a line end follows it.</param>
internal sealed record EventFormat(string ContentType, string Prefix = "")
{
    private const string RecordSeparator = "\u001e";

    /// <summary>As the client's Accept header says; wildcards leave it as the version has it.</summary>
    public static EventFormat For(ApiVersion version, string accept)
    {
        foreach (string range in accept.Split(','))
        {
            string type = range.Split(';')[0].Trim().ToLowerInvariant();
            if (type is "application/jsonl" or "application/x-ndjson") return new EventFormat(type);
            if (type == "application/json-seq") return new EventFormat(type, RecordSeparator); // RFC 7464
        }

        return new EventFormat(version.Has(1, 52) ? "application/jsonl" : "application/json");
    }

    public byte[] Write(Fields happened) => Encoding.UTF8.GetBytes($"{Prefix}{FieldsJson.Write(happened)}\n");
}
