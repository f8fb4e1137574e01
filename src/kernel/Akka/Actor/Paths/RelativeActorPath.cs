namespace Akka.Actor;

/// <summary>Recognises selections that are relative to an actor.</summary>
public static class RelativeActorPath
{
    /// <summary>The elements of a relative path, or null when the text is an absolute URI.</summary>
    public static IEnumerable<string> Unapply(string addr)
    {
        var uri = new Uri(addr, UriKind.RelativeOrAbsolute);
        if (uri.IsAbsoluteUri && !addr.StartsWith('/'))
            return null!;
        return Uri.UnescapeDataString(addr).Split('/');
    }
}
