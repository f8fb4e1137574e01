using System.Text.Json;

namespace ActorEngine.Oci;

/// <summary>Reads a runtime's log: JSON lines with <c>level</c> and <c>msg</c> (runc --log-format json, crun alike), or plain text.</summary>
internal static class RuntimeLog
{
    /// <summary>The message of the last error line; else the last line of plain text; else empty.</summary>
    public static string LastError(string log)
    {
        string error = "", plain = "";
        foreach (string line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] != '{') plain = Strip(line);
            else if (TryParse(line, out string level, out string message) && level is "error" or "fatal" or "panic") error = message;
        }

        return error.Length > 0 ? error : plain;
    }

    private static bool TryParse(string line, out string level, out string message)
    {
        (level, message) = ("", "");
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return false;
            if (document.RootElement.TryGetProperty("level", out JsonElement l)) level = l.GetString() ?? "";
            if (document.RootElement.TryGetProperty("msg", out JsonElement m)) message = m.GetString() ?? "";
            return message.Length > 0;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // A line that the runtime was killed in the middle of.
            return false;
        }
    }

    // On standard error crun puts a time before its message.
    private static string Strip(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && line.Length > 20 && line[4] == '-' && line[10] == 'T' ? line[(colon + 2)..] : line;
    }
}
