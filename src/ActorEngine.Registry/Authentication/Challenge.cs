namespace ActorEngine.Registry;

/// <summary>One challenge of a WWW-Authenticate header (RFC 9110, 11.6.1).</summary>
/// <param name="Scheme">Lower case.</param>
internal sealed record Challenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    private const int MostChallenges = 16;

    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>Reads header values; what is malformed ends the reading.</summary>
    public static IReadOnlyList<Challenge> Parse(IEnumerable<string> headers)
    {
        List<Challenge> challenges = [];
        foreach (string header in headers)
        {
            var reader = new HeaderReader(header);
            while (challenges.Count < MostChallenges && reader.Token() is { Length: > 0 } scheme)
            {
                Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);
                while (reader.Parameter() is var (name, value)) parameters[name] = value;
                challenges.Add(new Challenge(scheme.ToLowerInvariant(), parameters));
            }
        }

        return challenges;
    }

    private ref struct HeaderReader(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> rest = text;

        public string Token()
        {
            rest = rest.TrimStart(" ,\t");
            int length = rest.IndexOfAny(" ,=\t\"");
            if (length < 0) length = rest.Length;
            string token = rest[..length].ToString();
            rest = rest[length..];
            return token;
        }

        /// <summary>NAME=VALUE; null where a new scheme begins, which stays unread.</summary>
        public (string Name, string Value)? Parameter()
        {
            ReadOnlySpan<char> before = rest;
            string name = Token();
            ReadOnlySpan<char> after = rest.TrimStart(" \t");
            if (name.Length == 0 || !after.StartsWith("="))
            {
                rest = before;
                return null;
            }

            rest = after[1..].TrimStart(" \t");
            return (name, rest.StartsWith("\"") ? Quoted() : Token());
        }

        private string Quoted()
        {
            var value = new System.Text.StringBuilder();
            int at = 1;
            for (; at < rest.Length && rest[at] != '"'; at++)
            {
                if (rest[at] == '\\' && at + 1 < rest.Length) at++;
                value.Append(rest[at]);
            }

            rest = rest[Math.Min(at + 1, rest.Length)..];
            return value.ToString();
        }
    }
}
