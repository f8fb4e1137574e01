namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON: objects and the keys in them here, values and their pieces in the other part.</summary>
public partial class Parser
{
    private const string NotInUnquotedText = "$\"{}[]:=,#`^?!@*&\\";

    private readonly List<HoconSubstitution> _substitutions = [];
    private readonly Func<string, HoconRoot>? _include;
    private readonly HoconReader _reader = new("");

    public Parser()
    {
    }

    private Parser(string text, Func<string, HoconRoot>? include)
    {
        _reader = new HoconReader(text);
        _include = include;
    }

    /// <exception cref="FormatException">The text is not HOCON, or a substitution cannot be resolved.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot>? includeCallback) =>
        new Parser(text, includeCallback).ParseDocument();

    private HoconRoot ParseDocument()
    {
        var content = new HoconObject();
        var root = new HoconValue();
        root.AppendValue(content);
        _reader.SkipBlanksAndComments();
        var braced = _reader.TryTake("{");
        ParseMembers(content, "", braced);
        _reader.SkipBlanksAndComments();
        if (!_reader.AtEnd) throw _reader.Fault($"Unknown token '{_reader.Current}'");
        new SubstitutionResolver(root).ResolveAll(_substitutions);
        return new HoconRoot(root, _substitutions);
    }

    private void ParseMembers(HoconObject owner, string path, bool braced)
    {
        while (true)
        {
            _reader.SkipBlanksAndComments();
            if (_reader.TryTake(",")) continue;
            // The end of the text closes what is open, as in the published parser.
            if (_reader.AtEnd) return;
            if (braced && _reader.TryTake("}")) return;
            if (AtInclude(out var name)) Include(name, owner, path);
            else ParseMember(owner, path);
        }
    }

    private void ParseMember(HoconObject owner, string path)
    {
        while (true)
        {
            var key = ParseKey();
            path = ConfigPath.Join(path, key);
            var value = owner.GetOrCreateKey(key);
            _reader.SkipBlanksAndComments();
            if (_reader.TryTake("."))
            {
                owner = OpenObject(value);
                continue;
            }

            if (_reader.TryTake("+=")) Append(value, path);
            else if (_reader.TryTake("=") || _reader.TryTake(":") || _reader.Current == '{') Assign(owner, key, value, path);
            else if (!IsLoneWord(owner, path, key)) throw _reader.Fault($"Expected '=', ':' or '{{' after the key '{key}'");
            return;
        }
    }

    /// <summary>A text of one word has no members; suites that give their name where a configuration goes expect to run.</summary>
    private bool IsLoneWord(HoconObject owner, string path, string key) => _reader.AtEnd && path == key && owner.Items.Count == 1;

    private string ParseKey()
    {
        _reader.SkipBlanksAndComments();
        if (_reader.Current == '"')
        {
            _reader.Take();
            return ParseQuotedText();
        }

        var key = _reader.TakeWhile(IsKeyCharacter);
        if (key.Length == 0) throw _reader.Fault(_reader.AtEnd ? "A key is expected" : $"Unknown token '{_reader.Current}'");
        return key.Trim();
    }

    private bool IsKeyCharacter(char c) =>
        c is not ('.' or '\n') && !NotInUnquotedText.Contains(c) && !(c == '+' && _reader.Matches("+="));

    /// <summary>The object that a dotted key goes into: the one there is, or a new one in the place of what is no object.</summary>
    private static HoconObject OpenObject(HoconValue value)
    {
        if (value.Values is [.., HoconObject present]) return present;
        if (value.Values is not [.., HoconSubstitution]) value.Clear();
        var opened = new HoconObject();
        value.AppendValue(opened);
        return opened;
    }

    private bool AtInclude(out string name)
    {
        name = "";
        var start = _reader.Position;
        if (_reader.TryTake("include"))
        {
            _reader.SkipBlanksAndComments();
            if (_reader.TryTake("\""))
            {
                name = ParseQuotedText();
                return true;
            }
        }

        _reader.GoTo(start);
        return false;
    }

    private void Include(string name, HoconObject owner, string path)
    {
        if (_include is null)
            throw new ConfigurationException($"include \"{name}\" needs an include callback, and none was given.");
        var included = _include(name);
        foreach (var substitution in included.Substitutions)
        {
            if (substitution.ResolvedValue is null) continue;
            if (path.Length > 0) substitution.Path = $"{path}.{substitution.Path}";
            _substitutions.Add(substitution);
        }

        if (included.Value.GetObject() is { } content) owner.Merge(content);
    }
}
