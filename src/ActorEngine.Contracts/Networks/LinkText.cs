namespace ActorEngine.Contracts;

/// <summary>How links are written: CONTAINER[:NAME]. Docker shows both with slashes, and takes them so too.</summary>
public static class LinkText
{
    /// <summary>The container that is meant and the name that it has for the one with the link: its own where no other is given.</summary>
    public static (string Container, string Name) Parse(string link)
    {
        int colon = link.IndexOf(':');
        string container = (colon < 0 ? link : link[..colon]).TrimStart('/');
        return (container, colon < 0 ? container : link[(link.LastIndexOf('/') > colon ? link.LastIndexOf('/') + 1 : colon + 1)..]);
    }

    /// <summary>Why it is no link; null where it is one.</summary>
    public static Fault? Check(string link)
    {
        var (container, name) = Parse(link);
        return container.Length > 0 && name.Length > 0 && !container.AsSpan().ContainsAny(Foreign) && !name.AsSpan().ContainsAny(Foreign)
            ? null
            : new Fault(FaultCode.InvalidArgument, $"bad format for links: {link}; write CONTAINER or CONTAINER:NAME.") { Field = "links" };
    }

    private const string Foreign = " \t\n\r:,=";
}
