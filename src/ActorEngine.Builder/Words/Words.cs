using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>Expansion whose complaints name the instruction.</summary>
internal static class Words
{
    public static string Expand(SourcePlace place, string text, char escape, Func<string, string?> find) =>
        At(place, () => new WordExpander(escape, find).One(text));

    public static IReadOnlyList<string> ExpandMany(SourcePlace place, string text, char escape, Func<string, string?> find) =>
        At(place, () => new WordExpander(escape, find).Many(text));

    /// <summary>Replaces variables and leaves quotes and escapes alone.</summary>
    public static string ExpandRaw(SourcePlace place, string text, char escape, Func<string, string?> find) =>
        At(place, () => new WordExpander(escape, find) { Raw = true }.One(text));

    /// <summary>For showing: variables that are not set, and what cannot be replaced, stay as they are.</summary>
    public static string Show(string text, char escape, Func<string, string?> find)
    {
        try
        {
            return new WordExpander(escape, find) { Raw = true, KeepsUnset = true }.One(text);
        }
        catch (WordException)
        {
            return text;
        }
    }

    private static T At<T>(SourcePlace place, Func<T> expand)
    {
        try
        {
            return expand();
        }
        catch (WordException wrong)
        {
            throw new DockerfileException(place, wrong.Message, wrong.Expected);
        }
    }
}
