using ActorEngine.Contracts;

namespace ActorEngine.Cli.Values;

/// <summary>GPUs as Docker's users ask for them: <c>all</c>, a count, or fields <c>count= device= driver= capabilities=</c> in the quoting of CSV.</summary>
internal static class GpuSyntax
{
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static GpuRequest Parse(string text)
    {
        var request = new GpuRequest();
        bool counted = false;
        foreach (string field in CommaList.Split(text))
        {
            int equals = field.IndexOf('=');
            (string key, string value) = equals < 0 ? ("count", field) : (field[..equals], field[(equals + 1)..]);
            request = key switch
            {
                "count" => request with { Count = value == "all" ? -1 : Numbers.Count(value) },
                "device" => request with { Devices = value.Split(',', StringSplitOptions.RemoveEmptyEntries) },
                "driver" => request with { Driver = value },
                "capabilities" => request with { Capabilities = value.Split(',', StringSplitOptions.RemoveEmptyEntries) },
                _ => throw new FormatException($"'{key}' is no field of a GPU request; the fields are count, device, driver and capabilities."),
            };
            counted |= key == "count";
        }

        if (counted && request.Devices.Count > 0) throw new FormatException("count and device do not go together; leave one out.");
        return counted || request.Devices.Count > 0 ? request : request with { Count = 1 };
    }
}
