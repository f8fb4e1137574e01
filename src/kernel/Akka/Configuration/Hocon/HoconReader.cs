namespace Akka.Configuration.Hocon;

/// <summary>The text being parsed, and the place reached in it.</summary>
internal sealed class HoconReader(string text)
{
    private int _index = text.StartsWith('\uFEFF') ? 1 : 0;

    public bool AtEnd => _index >= text.Length;

    public char Current => _index < text.Length ? text[_index] : '\0';

    public int Position => _index;

    public bool Matches(string expected) => text.AsSpan(_index).StartsWith(expected);

    public bool AtComment => Current == '#' || Matches("//");

    public bool AtBlank => Current is ' ' or '\t';

    public char Take() => text[_index++];

    public bool TryTake(string expected)
    {
        if (!Matches(expected)) return false;
        _index += expected.Length;
        return true;
    }

    public string TakeWhile(Func<char, bool> accepted)
    {
        var start = _index;
        while (!AtEnd && accepted(text[_index]) && !AtComment) _index++;
        return text[start.._index];
    }

    /// <summary>What stands before the end mark; where there is none, all that is left.</summary>
    public string TakeTo(string end)
    {
        var start = _index;
        var found = text.IndexOf(end, _index, StringComparison.Ordinal);
        _index = found < 0 ? text.Length : found + end.Length;
        return found < 0 ? text[start..] : text[start..found];
    }

    public string TakeBlanks()
    {
        var start = _index;
        while (AtBlank) _index++;
        return text[start.._index];
    }

    public void SkipBlanksAndComments()
    {
        while (!AtEnd)
        {
            if (char.IsWhiteSpace(Current)) _index++;
            else if (AtComment) SkipLine();
            else return;
        }
    }

    public void GoTo(int position) => _index = position;

    public string Place(int position)
    {
        var before = text.AsSpan(0, Math.Min(position, text.Length));
        var line = before.Count('\n') + 1;
        return $"line {line}, column {position - before.LastIndexOf('\n')}";
    }

    public FormatException Fault(string what, int? position = null) =>
        new($"{what} at {Place(position ?? _index)}: {LineAt(position ?? _index)}");

    public string LineAt(int position)
    {
        position = Math.Min(position, text.Length);
        var start = text.AsSpan(0, position).LastIndexOf('\n') + 1;
        var end = text.IndexOf('\n', position);
        return text[start..(end < 0 ? text.Length : end)].Trim();
    }

    private void SkipLine()
    {
        var end = text.IndexOf('\n', _index);
        _index = end < 0 ? text.Length : end + 1;
    }
}
