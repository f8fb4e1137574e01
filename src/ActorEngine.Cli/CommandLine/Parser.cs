namespace ActorEngine.Cli.CommandLine;

/// <summary>Reads a verb's words by its option table, with the rules of getopt_long(3) that Docker's users know.</summary>
internal static class Parser
{
    /// <summary>Understood by every verb; -h too where that is no letter of the verb's own.</summary>
    public static readonly Option Help = Option.Flag("help", "Show this page and end.");

    public static Arguments Parse(Verb verb, IReadOnlyList<string> words)
    {
        var values = new Dictionary<string, List<string>>();
        var operands = new List<string>();
        for (int at = 0; at < words.Count; at++)
        {
            string word = words[at];
            if (word == "--")
            {
                operands.AddRange(words.Skip(at + 1));
                break;
            }

            if (word.StartsWith("--", StringComparison.Ordinal)) Long(verb, words, ref at, values);
            else if (word.Length > 1 && word[0] == '-') Letters(verb, words, ref at, values);
            else if (verb.OptionsFirst)
            {
                operands.AddRange(words.Skip(at));
                break;
            }
            else operands.Add(word);
        }

        if (!values.ContainsKey(Help.Name)) CheckCount(verb, operands);
        return new Arguments(verb, values, operands);
    }

    private static void Long(Verb verb, IReadOnlyList<string> words, ref int at, Dictionary<string, List<string>> values)
    {
        string word = words[at];
        int equals = word.IndexOf('=');
        string name = equals < 0 ? word[2..] : word[2..equals];
        var option = verb.Find(name) ?? (name == Help.Name ? Help : throw Unknown(verb, name));
        string flag = $"--{name}";
        if (equals >= 0) Add(verb, option, flag, word[(equals + 1)..], values);
        else if (option.Kind == OptionKind.Flag) Add(verb, option, flag, "true", values);
        else Add(verb, option, flag, Next(verb, option, flag, words, ref at), values);
    }

    private static void Letters(Verb verb, IReadOnlyList<string> words, ref int at, Dictionary<string, List<string>> values)
    {
        string word = words[at];
        for (int i = 1; i < word.Length; i++)
        {
            string flag = $"-{word[i]}";
            var option = verb.Find(word[i]) ?? (word[i] == 'h' ? Help : null)
                ?? throw new UsageException(word.Length > 2 ? $"{flag} (in {word}): there is no such flag." : $"{flag}: there is no such flag.") { Verb = verb.Name };
            bool equals = i + 1 < word.Length && word[i + 1] == '=';
            if (option.Kind == OptionKind.Flag && !equals)
            {
                Add(verb, option, flag, "true", values);
                continue;
            }

            string value = i + 1 == word.Length ? Next(verb, option, flag, words, ref at) : word[(i + (equals ? 2 : 1))..];
            Add(verb, option, flag, value, values);
            return;
        }
    }

    private static string Next(Verb verb, Option option, string flag, IReadOnlyList<string> words, ref int at) =>
        ++at < words.Count ? words[at] : throw new UsageException($"{flag}: a value is missing; write {flag} {option.Placeholder}.") { Verb = verb.Name };

    private static void Add(Verb verb, Option option, string flag, string value, Dictionary<string, List<string>> values)
    {
        if (option.Kind == OptionKind.Flag)
        {
            value = value.ToLowerInvariant() switch
            {
                "true" or "t" or "1" => "true",
                "false" or "f" or "0" => "false",
                _ => throw new UsageException($"{flag}: '{value}' is neither true nor false.") { Verb = verb.Name },
            };
        }

        if (!values.TryGetValue(option.Name, out var given)) values.Add(option.Name, given = []);
        given.Add(value);
    }

    private static UsageException Unknown(Verb verb, string name)
    {
        if (UnsupportedOptions.Find(verb, name) is { } reason) return reason;
        string hint = Suggestion.For(name, verb.Options.Select(option => option.Name)) is { } near ? $" Did you mean --{near}?" : "";
        return new UsageException($"--{name}: there is no such flag.{hint}") { Verb = verb.Name };
    }

    private static void CheckCount(Verb verb, List<string> operands)
    {
        if (operands.Count < verb.Least)
            throw new UsageException($"{verb.Name}: something is missing; write 'actorctl {verb.Name} {verb.Synopsis[0]}'.", 1) { Verb = verb.Name };
        if (operands.Count > verb.Most)
            throw new UsageException($"{verb.Name}: '{operands[verb.Most]}' is one word too many; write 'actorctl {verb.Name} {verb.Synopsis[0]}'.".Replace(" '.", "'."), 1) { Verb = verb.Name };
    }
}
