namespace Akka.Configuration.Hocon;

/// <summary>
/// A value: the pieces written one after the other on the right of a key. Text concatenates to a string, arrays to
/// an array, objects merge.
/// </summary>
public partial class HoconValue : IMightBeAHoconObject
{
    public HoconValue() => Values = [];

    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true) => Values = values;

    public List<IHoconElement> Values { get; }

    public bool IsEmpty => Values.Count == 0 || Values[0] is HoconObject { Items.Count: 0 };

    public void AppendValue(IHoconElement value) => Values.Add(value);

    public void Clear() => Values.Clear();

    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    public Config ToConfig() => new(new HoconRoot(this));

    /// <summary>A configuration whose only setting <paramref name="key"/> has this value.</summary>
    public Config AtKey(string key)
    {
        var holder = new HoconObject();
        holder.Items[key] = this;
        var root = new HoconValue();
        root.AppendValue(holder);
        return new Config(new HoconRoot(root));
    }

    public bool IsObject() => GetObject() is not null;

    public HoconObject GetObject()
    {
        HoconObject? merged = null;
        foreach (var element in Values)
            if (AsObject(element) is { } next)
                merged = merged is null ? next : merged.MergedWith(next);
        return merged!;
    }

    public HoconValue GetChildObject(string key) => GetObject()?.GetKey(key)!;

    public bool IsArray() => Values.Exists(element => element.IsArray() && element.GetArray().Count > 0);

    public IList<HoconValue> GetArray() =>
        Values.Where(element => element.IsArray()).SelectMany(element => element.GetArray()).ToList();

    public bool IsString() => Values.Count > 0 && Values.TrueForAll(element => element.IsString());

    public override string ToString() => ToString(0);

    public virtual string ToString(int indent)
    {
        if (IsString()) return HoconText.QuoteIfNeeded(GetString());
        if (GetObject() is { } inner)
            return indent == 0 ? inner.ToString(1) : $"{{\r\n{inner.ToString(indent + 1)}{new string(' ', indent * 2)}}}";
        return IsArray() ? $"[{string.Join(",", GetArray().Select(item => item.ToString(indent + 1)))}]" : "<<unknown value>>";
    }

    private static HoconObject? AsObject(IHoconElement element) => element switch
    {
        HoconObject self => self,
        IMightBeAHoconObject maybe when maybe.IsObject() => maybe.GetObject(),
        _ => null,
    };
}
