namespace Akka.Configuration.Hocon;

/// <summary><c>${path}</c>, which stands for the value at that path, or <c>${?path}</c>, which may stand for nothing.</summary>
public class HoconSubstitution : IHoconElement, IMightBeAHoconObject
{
    protected HoconSubstitution()
    {
    }

    public HoconSubstitution(string path) => Path = path;

    internal HoconSubstitution(string path, bool optional, string place)
    {
        Path = path;
        Optional = optional;
        Place = place;
    }

    public string Path { get; set; } = null!;

    public HoconValue ResolvedValue { get; set; } = null!;

    internal bool Optional { get; }

    /// <summary>Where it stands in the text, for the fault of one that cannot be resolved.</summary>
    internal string Place { get; } = "";

    /// <summary>It refers to the earlier value of its own path, which later definitions do not change.</summary>
    internal bool RefersToEarlierValue { get; set; }

    /// <summary>What to undo when the substitution stands for nothing.</summary>
    internal HoconAssignment? Assignment { get; set; }

    public bool IsString() => ResolvedValue?.IsString() ?? false;

    public string GetString() => ResolvedValue?.GetString()!;

    public bool IsArray() => ResolvedValue?.IsArray() ?? false;

    public IList<HoconValue> GetArray() => ResolvedValue?.GetArray() ?? [];

    public bool IsObject() => ResolvedValue?.IsObject() ?? false;

    public HoconObject GetObject() => ResolvedValue?.GetObject()!;
}
