namespace Akka.Configuration.Hocon;

/// <summary>A parsed text: its tree, and the substitutions that stand in it.</summary>
public class HoconRoot
{
    protected HoconRoot()
    {
    }

    public HoconRoot(HoconValue value, IEnumerable<HoconSubstitution> substitutions)
    {
        Value = value;
        Substitutions = substitutions;
    }

    public HoconRoot(HoconValue value)
        : this(value, [])
    {
    }

    public HoconValue Value { get; } = null!;

    public IEnumerable<HoconSubstitution> Substitutions { get; } = [];
}
