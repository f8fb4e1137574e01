namespace Akka.Configuration.Hocon;

/// <summary>A piece of text, quoted or not, or the blanks between two pieces.</summary>
public class HoconLiteral : IHoconElement
{
    public string Value { get; set; } = null!;

    /// <summary>Blanks that separate two pieces of a value.</summary>
    internal bool IsBlank { get; init; }

    public bool IsString() => true;

    public string GetString() => Value;

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new NotSupportedException("This element is a literal and not an array.");

    public override string ToString() => Value;
}
