using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>
/// An immutable tree of settings with an optional chain of fallbacks. A look-up sees one tree, in which the
/// receiver's settings win and objects of both are merged; the merge is made when it is first asked for.
/// </summary>
public partial class Config
{
    public static readonly Config Empty = ConfigurationFactory.Empty;

    private readonly HoconValue? _own;
    private HoconValue? _merged;

    public Config()
    {
    }

    public Config(HoconRoot root)
    {
        _own = root.Value ?? throw new ArgumentNullException(nameof(root), "The root value cannot be null.");
        Substitutions = root.Substitutions;
    }

    public Config(Config source, Config? fallback)
        : this((source ?? throw new ArgumentNullException(nameof(source)))._own, fallback, source.Substitutions) =>
        _merged = source.Root;

    private Config(HoconValue? own, Config? fallback, IEnumerable<HoconSubstitution> substitutions)
    {
        _own = own;
        Fallback = fallback!;
        Substitutions = substitutions;
    }

    public Config Fallback { get; } = null!;

    public virtual bool IsEmpty => (_own is null || _own.IsEmpty) && (Fallback is null || Fallback.IsEmpty);

    /// <summary>The root of the merged tree.</summary>
    public virtual HoconValue Root => _merged ??= Merge();

    public IEnumerable<HoconSubstitution> Substitutions { get; set; } = [];

    /// <summary>A configuration in which what is not set here is looked up in <paramref name="fallback"/>.</summary>
    public virtual Config WithFallback(Config? fallback)
    {
        if (ReferenceEquals(fallback, this))
            throw new ArgumentException("Config can not have itself as fallback", nameof(fallback));
        if (fallback is null) return this;
        return IsEmpty ? fallback : Copy(fallback);
    }

    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable()
    {
        var items = _own is null && Fallback is null ? null : Root.GetObject()?.Items;
        return items ?? Enumerable.Empty<KeyValuePair<string, HoconValue>>();
    }

    /// <summary>The settings of this configuration without its fallbacks.</summary>
    public override string ToString() => _own?.ToString() ?? "";

    public string ToString(bool includeFallback) => includeFallback ? Root.ToString() : ToString();

    public static Config operator +(Config config, string fallback) =>
        config.WithFallback(ConfigurationFactory.ParseString(fallback));

    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    protected Config Copy(Config? fallback = null) =>
        new(_own, Fallback is null ? fallback : Fallback.Copy(fallback), Substitutions);

    private HoconValue Merge()
    {
        var own = _own ?? new HoconValue();
        if (Fallback is null) return own;
        var below = Fallback.Root.GetObject();
        if (below is null) return own;
        var merged = new HoconValue();
        merged.AppendValue(own.GetObject() is { } above ? below.MergedWith(above) : below);
        return merged;
    }
}
