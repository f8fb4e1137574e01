using System.Collections;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Formatting.Templates;

/// <summary>The functions of a template: Go's own and those Docker adds.</summary>
internal static class Functions
{
    public static readonly IReadOnlyList<string> Known =
    [
        "and", "eq", "ge", "gt", "index", "join", "json", "le", "len", "lower", "lt", "ne", "not", "or", "pad", "print", "printf",
        "println", "slice", "split", "table", "title", "truncate", "upper",
    ];

    public static object? Call(string name, IReadOnlyList<object?> given)
    {
        object? At(int place) => place < given.Count ? given[place] : throw new TemplateException($"{name} needs {place + 1} arguments, and has {given.Count}");
        string Text(int place) => At(place) is { } value && value != GoText.NoValue ? GoText.Of(value) : "";
        int Number(int place) => At(place) switch { long value => (int)value, int value => value, _ => throw new TemplateException($"{name}: argument {place + 1} is not a number") };
        return name switch
        {
            "json" => FieldsJson.Write(At(0) == GoText.NoValue ? null : At(0)),
            "join" => string.Join(Text(1), List(name, At(0)).Select(GoText.Of)),
            "split" => Text(0).Split(Text(1)).Cast<object?>().ToList(),
            "upper" => Text(0).ToUpperInvariant(),
            "lower" => Text(0).ToLowerInvariant(),
            "title" => Text(0) is { Length: > 0 } text ? char.ToUpperInvariant(text[0]) + text[1..] : "",
            "truncate" => Text(0) is var whole && whole.Length > Number(1) ? whole[..Number(1)] : whole,
            "pad" => Text(0).Length == 0 ? "" : new string(' ', Number(1)) + Text(0) + new string(' ', Number(2)),
            "table" => "",
            "len" => Length(At(0)),
            "index" => given.Skip(1).Aggregate(At(0), Index),
            "slice" => Slice(At(0), given.Count > 1 ? Number(1) : 0, given.Count > 2 ? Number(2) : null),
            "print" => string.Concat(given.Select((value, place) => place > 0 && value is not string && given[place - 1] is not string ? $" {GoText.Of(value)}" : GoText.Of(value))),
            "println" => string.Join(' ', given.Select(GoText.Of)) + "\n",
            "printf" => GoText.Format(Text(0), [.. given.Skip(1)]),
            "not" => !IsTrue(At(0)),
            "and" => given.FirstOrDefault(value => !IsTrue(value), At(given.Count - 1)),
            "or" => given.FirstOrDefault(IsTrue, At(given.Count - 1)),
            "eq" => given.Skip(1).Any(value => Compare(name, At(0), value) == 0),
            "ne" => Compare(name, At(0), At(1)) != 0,
            "lt" => Compare(name, At(0), At(1)) < 0,
            "le" => Compare(name, At(0), At(1)) <= 0,
            "gt" => Compare(name, At(0), At(1)) > 0,
            "ge" => Compare(name, At(0), At(1)) >= 0,
            _ => throw new TemplateException($"there is no function '{name}'"),
        };
    }

    /// <summary>Go's truth: not false, not zero, not empty, not nil.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        string text => text.Length > 0,
        int number => number != 0,
        long number => number != 0,
        double number => number != 0,
        Fields { IsMap: true } map => map.Count > 0,
        Fields => true,
        ICollection list => list.Count > 0,
        _ => value != GoText.NoValue,
    };

    private static object? Index(object? of, object? key) => of switch
    {
        Fields fields => fields.TryGet(GoText.Of(key), out object? value) ? value : fields.IsMap ? "" : throw new TemplateException($"index: there is no '{GoText.Of(key)}' here"),
        string text when key is long at => at >= 0 && at < text.Length ? (long)text[(int)at] : throw Outside(at, text.Length),
        IEnumerable list when key is long at => list.Cast<object?>().ToList() is var items && at >= 0 && at < items.Count ? items[(int)at] : throw Outside(at, items.Count),
        null => throw new TemplateException("index: the value is empty"),
        _ => throw new TemplateException($"index: {GoText.Of(of)} has no '{GoText.Of(key)}'"),
    };

    private static object Slice(object? of, int from, int? to) => of switch
    {
        string text when from <= (to ?? text.Length) && (to ?? 0) <= text.Length => text[from..(to ?? text.Length)],
        string text => throw Outside(to ?? from, text.Length),
        _ => List("slice", of).Skip(from).Take((to ?? int.MaxValue) - from).ToList(),
    };

    private static long Length(object? value) => value switch
    {
        string text => System.Text.Encoding.UTF8.GetByteCount(text),
        Fields fields => fields.Count,
        null => 0,
        _ => List("len", value).Count(),
    };

    private static IEnumerable<object?> List(string name, object? value) => value switch
    {
        null => [],
        IEnumerable list and not string and not Fields => list.Cast<object?>(),
        _ => throw new TemplateException($"{name}: {GoText.Of(value)} is not a list"),
    };

    private static int Compare(string name, object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (bool one, bool other) => one.CompareTo(other),
        (IConvertible one and not string and not bool, IConvertible other and not string and not bool) =>
            one.ToDouble(null).CompareTo(other.ToDouble(null)),
        (null, null) => 0,
        (null, _) or (_, null) when name is "eq" or "ne" => 1,
        _ when left == GoText.NoValue || right == GoText.NoValue => left == right ? 0 : 1,
        _ => throw new TemplateException($"{name}: '{GoText.Of(left)}' and '{GoText.Of(right)}' are of different kinds"),
    };

    private static TemplateException Outside(long at, int count) => new($"index {at} is outside of 0 to {count - 1}");
}
