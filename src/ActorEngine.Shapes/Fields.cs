using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ActorEngine.Shapes;

/// <summary>
/// An object as templates and JSON see it: named values in order. Values are null, bool, long, int, double, string, TimeSpan (a Go duration: <c>9s</c> in text, nanoseconds in JSON),
/// <see cref="Fields"/>, or a list of these.
/// </summary>
internal sealed class Fields : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly OrderedDictionary<string, object?> values = [];

    /// <summary>Its keys are data (labels), not a fixed set: a missing one is no mistake.</summary>
    public bool IsMap { get; private init; }

    /// <summary>What <c>{{.Label "key"}}</c> looks into.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public int Count => values.Count;

    public IEnumerable<string> Names => values.Keys;

    public object? this[string name]
    {
        get => values[name];
        set => values[name] = value;
    }

    /// <summary>Keys are data; sorted, as Go prints maps.</summary>
    public static Fields Map(IEnumerable<KeyValuePair<string, string>> entries)
    {
        var map = new Fields { IsMap = true };
        foreach (var entry in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)) map[entry.Key] = entry.Value;
        return map;
    }

    /// <summary>A map from names to empty objects, as Docker writes sets.</summary>
    public static Fields Set(IEnumerable<string> names)
    {
        var map = new Fields { IsMap = true };
        foreach (string name in names.Order(StringComparer.Ordinal)) map[name] = new Fields { IsMap = true };
        return map;
    }

    /// <summary>An empty map.</summary>
    public static Fields Empty() => new() { IsMap = true };

    /// <summary>Leaves a name out.</summary>
    public void Remove(string name) => values.Remove(name);

    public bool TryGet(string name, out object? value) => values.TryGetValue(name, out value);

    [SuppressMessage("Style", "IDE0028", Justification = "Sorted copy of the same entries.")]
    public Fields Sorted()
    {
        var sorted = new Fields { IsMap = IsMap };
        foreach (var entry in values.OrderBy(entry => entry.Key, StringComparer.Ordinal)) sorted[entry.Key] = entry.Value;
        return sorted;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
