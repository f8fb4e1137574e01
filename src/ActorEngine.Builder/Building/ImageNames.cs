using System.Text.RegularExpressions;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>Names for the result, looked at before a build does its work for nothing. The image store has the last word.</summary>
internal static partial class ImageNames
{
    /// <summary>null where the name will do.</summary>
    public static Fault? Check(string name)
    {
        if (Form().IsMatch(name)) return null;
        string why = name.Any(char.IsAsciiLetterUpper) && !name.Contains(':') ? ": repository name must be lowercase" : "";
        return new Fault(FaultCode.InvalidArgument, $"invalid tag \"{name}\": invalid reference format{why}") { Field = "tags" };
    }

    [GeneratedRegex(@"\A([A-Za-z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?\z")]
    private static partial Regex Form();
}
