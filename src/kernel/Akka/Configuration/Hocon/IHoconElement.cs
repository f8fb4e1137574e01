namespace Akka.Configuration.Hocon;

/// <summary>A piece of a value: a literal, an array, an object or a substitution.</summary>
public interface IHoconElement
{
    bool IsString();

    string GetString();

    bool IsArray();

    IList<HoconValue> GetArray();
}
