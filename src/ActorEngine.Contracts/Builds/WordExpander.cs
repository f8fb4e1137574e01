using System.Text;

namespace ActorEngine.Contracts;

/// <summary>A word whose variables cannot be replaced.</summary>
public sealed class WordException(string problem, string? expected = null) : Exception(problem)
{
    /// <summary>What would have been right; null where the problem says it.</summary>
    public string? Expected { get; } = expected;
}

/// <summary>
/// Replaces variables and takes quotes and escapes away (Dockerfile reference, "Environment replacement").
/// </summary>
/// <param name="escape">The Dockerfile's escape character.</param>
/// <param name="variable">The value of a variable; null where it is not set.</param>
public sealed class WordExpander(char escape, Func<string, string?> variable)
{
    private readonly char escape = escape;
    private readonly Func<string, string?> variable = variable;

    /// <summary>Keep quotes and escapes, as in the content of a here-document.</summary>
    public bool Raw { get; init; }

    /// <summary>Leave variables that are not set as they are written.</summary>
    public bool KeepsUnset { get; init; }

    /// <summary>The whole text as one word.</summary>
    /// <exception cref="WordException">A variable cannot be replaced, or a quote is open.</exception>
    public string One(string text)
    {
        var run = new Expansion(this, text, words: null);
        return run.Whole();
    }

    /// <summary>Words, parted by blanks outside of quotes; the values of unquoted variables are parted too.</summary>
    public List<string> Many(string text)
    {
        List<string> words = [];
        new Expansion(this, text, words).Whole();
        return words;
    }

    private sealed class Expansion(WordExpander owner, string text, List<string>? words)
    {
        private readonly StringBuilder current = new();
        private bool open;
        private int at;

        public string Whole()
        {
            Run('\0');
            Flush();
            return current.ToString();
        }

        private void Run(char stop)
        {
            while (at < text.Length && text[at] != stop)
            {
                char c = text[at];
                if (c == '\'' && !owner.Raw) Single();
                else if (c == '"' && !owner.Raw) Double();
                else if (c == '$') AddValue(Variable());
                else if (c == owner.escape) Escaped();
                else if (words is not null && char.IsWhiteSpace(c))
                {
                    Flush();
                    at++;
                }
                else Add(text[at++]);
            }
        }

        private void Single()
        {
            int end = text.IndexOf('\'', ++at);
            if (end < 0) throw new WordException("a single quote is not closed", "another ' before the end of the word");
            current.Append(text, at, end - at);
            open = true;
            at = end + 1;
        }

        private void Double()
        {
            at++;
            open = true;
            while (true)
            {
                if (at >= text.Length) throw new WordException("a double quote is not closed", "another \" before the end of the word");
                char c = text[at];
                if (c == '"') break;
                if (c == '$') current.Append(Variable());
                else if (c == owner.escape && at + 1 < text.Length)
                {
                    char after = text[at + 1];
                    // In double quotes only these three lose their escape.
                    if (after != '"' && after != '$' && after != owner.escape) current.Append(c);
                    current.Append(after);
                    at += 2;
                }
                else
                {
                    current.Append(c);
                    at++;
                }
            }

            at++;
        }

        private void Escaped()
        {
            if (owner.Raw) Add(text[at]);
            at++;
            if (at < text.Length) Add(text[at++]);
        }

        private string Variable()
        {
            int start = at;
            string value = Value(out bool isSet);
            return isSet || !owner.KeepsUnset ? value : text[start..at];
        }

        private string Value(out bool isSet)
        {
            isSet = true;
            at++;
            if (at >= text.Length) return "$";
            if (text[at] != '{')
            {
                string name = Name();
                if (name.Length == 0) return "$";
                isSet = owner.variable(name) is not null;
                return owner.variable(name) ?? "";
            }

            at++;
            string braced = Name();
            if (braced.Length == 0) throw new WordException("bad substitution: '${' without a variable's name", "${NAME}");
            if (at >= text.Length) throw Unclosed(braced);
            if (text[at] == '}')
            {
                at++;
                isSet = owner.variable(braced) is not null;
                return owner.variable(braced) ?? "";
            }

            return Modified(braced);
        }

        private string Modified(string name)
        {
            string? value = owner.variable(name);
            string modifier = text[at] switch
            {
                ':' when at + 1 < text.Length && text[at + 1] is '-' or '+' or '?' => text.Substring(at, 2),
                '-' or '+' or '?' => text.Substring(at, 1),
                '#' or '%' or '/' => at + 1 < text.Length && text[at + 1] == text[at] ? text.Substring(at, 2) : text.Substring(at, 1),
                _ => throw new WordException($"bad substitution: '{text[at]}' cannot follow ${{{name}", "one of } - + ? :- :+ :? # ## % %% / //"),
            };
            at += modifier.Length;
            if (modifier[0] == '/') return Replaced(name, value, modifier);
            // A pattern keeps its escapes: they tell a plain star from one that stands for anything.
            string word = Nested(name, '}', keepEscapes: modifier[0] is '#' or '%');
            at++;
            bool isEmpty = string.IsNullOrEmpty(value);
            return modifier switch
            {
                "-" => value ?? word,
                ":-" => isEmpty ? word : value!,
                "+" => value is null ? "" : word,
                ":+" => isEmpty ? "" : word,
                "?" => value ?? throw Required(name, word, "is not set"),
                ":?" => isEmpty ? throw Required(name, word, "is not set or empty") : value!,
                _ => WordPatterns.Trim(value ?? "", word, modifier, owner.escape),
            };
        }

        private string Replaced(string name, string? value, string modifier)
        {
            string pattern = Nested(name, '/', keepEscapes: true, orBrace: true);
            string replacement = "";
            if (text[at] == '/')
            {
                at++;
                replacement = Nested(name, '}', keepEscapes: false);
            }

            at++;
            return WordPatterns.Replace(value ?? "", pattern, replacement, everywhere: modifier.Length == 2, owner.escape);
        }

        // The word of a modifier, itself expanded, up to its end, which is left to be read.
        private string Nested(string name, char stop, bool keepEscapes, bool orBrace = false)
        {
            var word = new StringBuilder();
            while (at < text.Length && text[at] != stop && !(orBrace && text[at] == '}'))
            {
                char c = text[at];
                if (c == '$') word.Append(Variable());
                else if (c == owner.escape && at + 1 < text.Length)
                {
                    if (keepEscapes) word.Append(c);
                    word.Append(text[at + 1]);
                    at += 2;
                }
                else if (c is '"' or '\'' && !owner.Raw && text.IndexOf(c, at + 1) is > 0 and var end)
                {
                    string inner = text[(at + 1)..end];
                    word.Append(c == '"' ? owner.One(inner) : inner);
                    at = end + 1;
                }
                else
                {
                    word.Append(c);
                    at++;
                }
            }

            if (at >= text.Length) throw Unclosed(name);
            return word.ToString();
        }

        private string Name()
        {
            int start = at;
            if (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '_'))
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')) at++;
            else if (at < text.Length && (char.IsAsciiDigit(text[at]) || "@*#".Contains(text[at])))
                at++;
            return text[start..at];
        }

        private void Add(char c)
        {
            current.Append(c);
            open = true;
        }

        private void AddValue(string value)
        {
            if (words is null)
            {
                current.Append(value);
                return;
            }

            foreach (char c in value)
            {
                if (char.IsWhiteSpace(c)) Flush();
                else Add(c);
            }
        }

        private void Flush()
        {
            if (words is null || !open) return;
            words.Add(current.ToString());
            current.Clear();
            open = false;
        }

        private static WordException Unclosed(string name) => new($"'${{{name}' is not closed", "a } before the end of the word");

        private static WordException Required(string name, string word, string state) =>
            new(word.Length > 0 ? $"{name}: {word}" : $"{name} {state}", $"a value for {name}, such as by ARG, ENV or --build-arg");
    }
}
