namespace ActorEngine.LogDrivers;

/// <summary>The option <c>otlp-headers</c>: NAME=VALUE, separated by commas, values escaped as in a URL (OTLP exporter specification).</summary>
internal static class OtlpHeaders
{
    public static bool TryParse(string text, out IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        List<KeyValuePair<string, string>> found = [];
        headers = found;
        foreach (string pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=');
            if (equals <= 0) return false;
            string name = pair[..equals].Trim(), value = Uri.UnescapeDataString(pair[(equals + 1)..].Trim());
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c)) || value.AsSpan().ContainsAny('\r', '\n', '\0')) return false;
            found.Add(new(name, value));
        }

        return true;
    }
}
