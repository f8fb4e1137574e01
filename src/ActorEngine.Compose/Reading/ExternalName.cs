using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Reading;

/// <summary>The <c>external</c> attribute: true, or the older mapping with a name.</summary>
internal static class ExternalName
{
    public static bool Read(Fields fields, out string? name)
    {
        name = null;
        switch (fields.Take("external"))
        {
            case null: return false;
            case MapNode map:
                var inner = new Fields(map, $"{fields.Path}.external");
                name = inner.Text("name");
                inner.Done();
                return true;
            default: return fields.Is("external");
        }
    }
}
