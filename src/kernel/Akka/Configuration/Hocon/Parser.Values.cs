using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

public partial class Parser
{
    private void Assign(HoconObject owner, string key, HoconValue value, string path)
    {
        var earlier = value.Values.ToList();
        var first = _substitutions.Count;
        _reader.SkipBlanksAndComments();
        if (_reader.Current != '{' || earlier is not [.., IMightBeAHoconObject or HoconObject]) value.Clear();
        ParsePieces(value, path);
        LinkSubstitutions(first, new HoconAssignment(value, earlier, () => owner.Items.Remove(key)), earlier, path);
    }

    /// <summary><c>key += item</c> is <c>key = ${?key} [item]</c>.</summary>
    private void Append(HoconValue value, string path)
    {
        value.Values.RemoveAll(element => !element.IsArray() && element is not HoconSubstitution);
        var items = new HoconArray();
        _reader.SkipBlanksAndComments();
        ParseItem(items, path);
        value.AppendValue(items);
    }

    private void LinkSubstitutions(int first, HoconAssignment assignment, List<IHoconElement> earlier, string path)
    {
        for (var i = first; i < _substitutions.Count; i++)
        {
            var substitution = _substitutions[i];
            substitution.Assignment ??= assignment;
            if (substitution.RefersToEarlierValue || substitution.Path != path) continue;
            if (earlier.Count > 0) substitution.ResolvedValue = new HoconValue(earlier);
            substitution.RefersToEarlierValue = earlier.Count > 0 || substitution.Optional;
        }
    }

    private void ParsePieces(HoconValue value, string path)
    {
        var blanks = "";
        while (AtPiece())
        {
            if (blanks.Length > 0) value.AppendValue(new HoconLiteral { Value = blanks, IsBlank = true });
            ParsePiece(value, path);
            blanks = _reader.TakeBlanks();
        }

        if (_reader.Current is '=' or ':')
            throw new ConfigurationException(
                $"An unquoted value cannot contain '{_reader.Current}', at {_reader.Place(_reader.Position)}: {_reader.LineAt(_reader.Position)}. " +
                "Put an address into double quotes, and the members of an object into braces.");
        if (!_reader.AtEnd && _reader.Current is not (',' or '}' or ']' or '\n' or '\r') && !_reader.AtComment && !char.IsWhiteSpace(_reader.Current))
            throw _reader.Fault($"Unknown token '{_reader.Current}'");
    }

    private bool AtPiece() =>
        !_reader.AtEnd && (_reader.Current is '{' or '[' or '"' || _reader.Matches("${") || IsTextCharacter(_reader.Current));

    private bool IsTextCharacter(char c) =>
        !char.IsWhiteSpace(c) && !NotInUnquotedText.Contains(c) && !_reader.AtComment;

    private void ParsePiece(HoconValue value, string path)
    {
        var start = _reader.Position;
        if (_reader.TryTake("{")) ParseMembers(OpenPiece(value), path, braced: true);
        else if (_reader.TryTake("[")) value.AppendValue(ParseItems(path));
        else if (_reader.TryTake("${")) value.AppendValue(ParseSubstitution(start));
        else if (_reader.TryTake("\"\"\"")) AppendText(value, _reader.TakeTo("\"\"\""));
        else if (_reader.TryTake("\"")) AppendText(value, ParseQuotedText());
        else AppendText(value, _reader.TakeWhile(IsTextCharacter));
    }

    private static void AppendText(HoconValue value, string text) => value.AppendValue(new HoconLiteral { Value = text });

    private static HoconObject OpenPiece(HoconValue value)
    {
        if (value.Values is [.., HoconObject present]) return present;
        var opened = new HoconObject();
        value.AppendValue(opened);
        return opened;
    }

    private HoconArray ParseItems(string path)
    {
        var items = new HoconArray();
        while (true)
        {
            _reader.SkipBlanksAndComments();
            if (_reader.TryTake("]") || _reader.AtEnd) return items;
            if (_reader.TryTake(",")) continue;
            if (!AtPiece()) throw _reader.Fault($"Unknown token '{_reader.Current}'");
            ParseItem(items, path);
        }
    }

    private void ParseItem(HoconArray items, string path)
    {
        var item = new HoconValue();
        var first = _substitutions.Count;
        ParsePieces(item, path);
        for (var i = first; i < _substitutions.Count; i++)
            _substitutions[i].Assignment ??= new HoconAssignment(item, [], () => items.Remove(item));
        items.Add(item);
    }

    private HoconSubstitution ParseSubstitution(int start)
    {
        var optional = _reader.TryTake("?");
        var path = _reader.TakeTo("}").Trim();
        var substitution = new HoconSubstitution(path, optional, _reader.Place(start));
        _substitutions.Add(substitution);
        return substitution;
    }

    private string ParseQuotedText()
    {
        var text = new StringBuilder();
        while (!_reader.AtEnd)
        {
            var c = _reader.Take();
            if (c == '"') break;
            text.Append(c == '\\' ? ParseEscape() : c);
        }

        return text.ToString();
    }

    private char ParseEscape()
    {
        var escaped = _reader.AtEnd ? '\0' : _reader.Take();
        return escaped switch
        {
            '"' or '\\' or '/' => escaped,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ParseCodeUnit(),
            _ => throw _reader.Fault($"Unknown escape code: {escaped}"),
        };
    }

    private char ParseCodeUnit()
    {
        var digits = "";
        while (digits.Length < 4 && char.IsAsciiHexDigit(_reader.Current)) digits += _reader.Take();
        return digits.Length == 4
            ? (char)int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : throw _reader.Fault("Four hexadecimal digits are expected after \\u");
    }
}
