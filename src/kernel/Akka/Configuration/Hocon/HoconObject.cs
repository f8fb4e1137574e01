using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Named values between two braces.</summary>
public class HoconObject : IHoconElement
{
    public Dictionary<string, HoconValue> Items { get; private init; } = [];

    public IDictionary<string, object> Unwrapped => Items.ToDictionary(
        item => item.Key,
        item => item.Value.GetObject() is { } inner ? inner.Unwrapped : (object)item.Value);

    public bool IsString() => false;

    public string GetString() => throw new NotSupportedException("This element is an object and not a string.");

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new NotSupportedException("This element is an object and not an array.");

    public HoconValue GetKey(string key) => Items.GetValueOrDefault(key)!;

    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value)) Items.Add(key, value = new HoconValue());
        return value;
    }

    /// <summary>Adds the items of <paramref name="other"/>, which win; objects of both are merged.</summary>
    public void Merge(HoconObject other)
    {
        foreach (var (key, theirs) in other.Items)
            Items[key] = Items.TryGetValue(key, out var ours) ? Merged(ours, theirs) : theirs;
    }

    public override string ToString() => ToString(0);

    public string ToString(int indent)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in Items)
            text.Append(' ', indent * 2).Append(HoconText.QuoteIfNeeded(key)).Append(" : ").Append(value.ToString(indent)).Append("\r\n");
        return text.ToString();
    }

    /// <summary>A new object with the items of both, in which those of <paramref name="other"/> win.</summary>
    internal HoconObject MergedWith(HoconObject other)
    {
        var merged = new HoconObject { Items = new Dictionary<string, HoconValue>(Items) };
        merged.Merge(other);
        return merged;
    }

    private static HoconValue Merged(HoconValue below, HoconValue above)
    {
        if (below.GetObject() is not { } belowObject || above.GetObject() is not { } aboveObject) return above;
        var merged = new HoconValue();
        merged.AppendValue(belowObject.MergedWith(aboveObject));
        return merged;
    }
}
