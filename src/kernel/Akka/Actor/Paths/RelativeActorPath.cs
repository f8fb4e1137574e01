namespace Akka.Actor;

/// <summary>Recognises selections that are relative to an actor.</summary>
public static class RelativeActorPath
{
    /// <summary>The elements of a relative path, or null when the text is an absolute URI.</summary>
    public static IEnumerable<string> Unapply(string addr)
    {
        return Uri.TryCreate(addr, UriKind.Relative, out _) ? addr.Split('/').SkipWhile(string.IsNullOrEmpty) : null!;
    }
}
