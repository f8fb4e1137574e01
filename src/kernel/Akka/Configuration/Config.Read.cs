using Akka.Configuration.Hocon;

namespace Akka.Configuration;

public partial class Config
{
    public virtual bool HasPath(string path) => Find(path) is not null;

    public HoconValue GetValue(string path) => Find(path)!;

    /// <summary>The object at <paramref name="path"/> as a configuration of its own, or null when there is none.</summary>
    public virtual Config GetConfig(string path) => Find(path) is { } value ? new Config(new HoconRoot(value)) : null!;

    public virtual string GetString(string path, string? @default = null) =>
        Find(path) is { } value ? value.GetString() : @default!;

    /// <summary>True for <c>on</c>, <c>true</c>, <c>yes</c>; false for <c>off</c>, <c>false</c>, <c>no</c>.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) =>
        Find(path) is { } value ? value.GetBoolean() : @default;

    public virtual int GetInt(string path, int @default = 0) => Find(path) is { } value ? value.GetInt() : @default;

    public virtual long GetLong(string path, long @default = 0) => Find(path) is { } value ? value.GetLong() : @default;

    public virtual float GetFloat(string path, float @default = 0) =>
        Find(path) is { } value ? value.GetFloat() : @default;

    public virtual double GetDouble(string path, double @default = 0) =>
        Find(path) is { } value ? value.GetDouble() : @default;

    public virtual decimal GetDecimal(string path, decimal @default = 0) =>
        Find(path) is { } value ? value.GetDecimal() : @default;

    /// <summary>A number of bytes, with a unit such as <c>128 KiB</c> or <c>1MB</c>; null when the path is absent.</summary>
    public virtual long? GetByteSize(string path) => Find(path)?.GetByteSize();

    public virtual long? GetByteSize(string path, long? def = null) =>
        Find(path) is { } value ? value.GetByteSize() : def;

    /// <summary>A duration with a unit, in milliseconds when bare; <c>infinite</c> is <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Find(path) is { } value ? value.GetTimeSpan(allowInfinite) : @default.GetValueOrDefault();

    public virtual IList<string> GetStringList(string path) => Find(path)?.GetStringList() ?? [];

    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        Find(path)?.GetStringList() ?? defaultPaths;

    public virtual IList<bool> GetBooleanList(string path) => Need(path).GetBooleanList();

    public virtual IList<byte> GetByteList(string path) => Need(path).GetByteList();

    public virtual IList<int> GetIntList(string path) => Need(path).GetIntList();

    public virtual IList<long> GetLongList(string path) => Need(path).GetLongList();

    public virtual IList<float> GetFloatList(string path) => Need(path).GetFloatList();

    public virtual IList<double> GetDoubleList(string path) => Need(path).GetDoubleList();

    public virtual IList<decimal> GetDecimalList(string path) => Need(path).GetDecimalList();

    private HoconValue Need(string path) =>
        Find(path) ?? throw new ConfigurationException($"There is no list at '{path}'.");

    private HoconValue? Find(string path)
    {
        if (_own is null && Fallback is null) return null;
        HoconValue? node = Root;
        foreach (var key in ConfigPath.Split(path))
        {
            node = node.GetChildObject(key);
            if (node is null) return null;
        }

        return node;
    }
}
