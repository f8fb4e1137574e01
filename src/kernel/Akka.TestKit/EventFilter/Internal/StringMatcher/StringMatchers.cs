using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Says whether a text is the wanted one.</summary>
public interface IStringMatcher
{
    bool IsMatch(string s);
}

/// <summary>Any text.</summary>
public class MatchesAll : IStringMatcher
{
    private MatchesAll()
    {
    }

    public static IStringMatcher Instance { get; } = new MatchesAll();

    public bool IsMatch(string s) => true;

    public override string ToString() => "";
}

/// <summary>The very text.</summary>
public class EqualsString : IStringMatcher
{
    private readonly string _expected;

    public EqualsString(string s) => _expected = s;

    public bool IsMatch(string s) => _expected == s;

    public override string ToString() => $"== \"{_expected}\"";
}

/// <summary>Text with that beginning.</summary>
public class StartsWithString(string start) : IStringMatcher
{
    public bool IsMatch(string s) => s.StartsWith(start, StringComparison.Ordinal);

    public override string ToString() => $"starts with \"{start}\"";
}

/// <summary>Text with that in it.</summary>
public class ContainsString(string part) : IStringMatcher
{
    public bool IsMatch(string s) => s.Contains(part, StringComparison.Ordinal);

    public override string ToString() => $"contains \"{part}\"";
}

/// <summary>Text that the expression matches.</summary>
public class RegexMatcher(Regex regex) : IStringMatcher
{
    public bool IsMatch(string s) => regex.IsMatch(s);

    public override string ToString() => $"matches regex \"{regex}\"";
}

/// <summary>Text that a function accepts.</summary>
public class PredicateMatcher(Predicate<string> predicate, string hint = "") : IStringMatcher
{
    public bool IsMatch(string s) => predicate(s);

    public override string ToString() => $"matches predicate {hint}";
}

/// <summary>An actor path in full, or without its address.</summary>
public class EqualsStringAndPathMatcher : IStringMatcher
{
    private readonly string _wanted;
    private readonly bool _canBeRelative;

    public EqualsStringAndPathMatcher(string path, bool canBeRelative = true)
    {
        _wanted = path;
        _canBeRelative = canBeRelative;
    }

    public bool IsMatch(string path)
    {
        if (_wanted == path)
            return true;
        if (!_canBeRelative || !Actor.ActorPath.TryParse(path, out var actual))
            return false;
        if (Actor.ActorPath.TryParse(_wanted, out var expected))
            return actual.Equals(expected);
        return actual.ToStringWithoutAddress() == _wanted || actual.ToStringWithoutAddress() == "/" + _wanted.TrimStart('/');
    }

    public override string ToString() => $"== \"{_wanted}\"";
}
