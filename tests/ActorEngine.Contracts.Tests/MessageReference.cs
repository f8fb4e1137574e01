using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace ActorEngine.Contracts.Tests;

/// <summary>Renders docs/messages.md from the registry and the XML documentation.</summary>
internal sealed class MessageReference
{
    private readonly Dictionary<string, XElement> _members;
    private readonly StringBuilder _text = new();

    private MessageReference(string xmlFile) =>
        _members = XDocument.Load(xmlFile).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);

    public static string Render()
    {
        var page = new MessageReference(Path.ChangeExtension(typeof(IMessage).Assembly.Location, ".xml"));
        page._text.Append(
            """
            # Messages

            Generated from `src/ActorEngine.Contracts`; a test keeps it so (`ACTORENGINE_GOLDEN=write deploy/test Contracts` rewrites it).
            On the wire a message is its manifest and a UTF-8 JSON object with camelCase names; unknown fields are ignored, missing ones
            take their defaults. `?` marks a field that may be null or left out.


            """);
        page.Index();
        foreach (var entry in MessageRegistry.All)
            page.Section(entry.Type, $"{entry.Type.Name} (`{entry.Manifest}`)", Kind(entry.Type));
        page._text.Append("# Parts of messages\n\n");
        foreach (var type in Parts())
            page.Section(type, type.Name, type.IsEnum ? "values" : "part");
        return page._text.ToString();
    }

    private void Index()
    {
        _text.Append("| Manifest | Message | Kind |\n| --- | --- | --- |\n");
        foreach (var entry in MessageRegistry.All)
            _text.Append($"| `{entry.Manifest}` | {entry.Type.Name} | {Kind(entry.Type)} |\n");
        _text.Append('\n');
    }

    private void Section(Type type, string title, string kind)
    {
        _text.Append($"## {title}\n\n*{kind}.* {Summary("T:" + type.FullName)}\n\n");
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                _text.Append($"- `{name}` {Summary($"F:{type.FullName}.{name}")}".TrimEnd() + "\n");
            _text.Append('\n');
            return;
        }
        var fields = Fields(type);
        if (fields.Length == 0)
            return;
        _text.Append("| Field | Type | Meaning |\n| --- | --- | --- |\n");
        foreach (var field in fields)
            _text.Append($"| `{Camel(field.Name)}` | {TypeName(field)} | {Meaning(type, field).Replace("|", "\\|")} |\n");
        _text.Append('\n');
    }

    private string Meaning(Type type, PropertyInfo field)
    {
        var summary = Summary($"P:{type.FullName}.{field.Name}");
        if (summary.Length > 0 || !_members.TryGetValue("T:" + type.FullName, out var record))
            return summary;
        return Flatten(record.Elements("param").FirstOrDefault(p => p.Attribute("name")!.Value == field.Name));
    }

    private string Summary(string member) => _members.TryGetValue(member, out var found) ? Flatten(found.Element("summary")) : "";

    private static string Flatten(XElement? element)
    {
        if (element is null)
            return "";
        var words = element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" } see => "`" + see.Attribute("cref")!.Value.Split('.')[^1] + "`",
            XElement { Name.LocalName: "paramref" } name => "`" + name.Attribute("name")!.Value + "`",
            XElement other => "`" + other.Value + "`",
            _ => "",
        });
        return string.Join(' ', string.Concat(words).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<Type> Parts()
    {
        var seen = MessageRegistry.All.Select(m => m.Type).ToHashSet();
        var queue = new Queue<Type>(seen);
        var parts = new SortedDictionary<string, Type>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var type))
            foreach (var part in (type.IsEnum ? [] : Fields(type)).Select(f => Element(f.PropertyType)).Where(t => t.Assembly == typeof(IMessage).Assembly && seen.Add(t)))
            {
                if (part is { IsValueType: true, IsEnum: false })
                    continue;
                parts.Add(part.Name, part);
                queue.Enqueue(part);
            }
        return parts.Values;
    }

    private static Type Element(Type type)
    {
        var actual = Nullable.GetUnderlyingType(type) ?? type;
        return actual.IsGenericType ? Element(actual.GetGenericArguments()[^1]) : actual;
    }

    private static PropertyInfo[] Fields(Type type) =>
        [.. type.GetProperties().Where(p => p is { Name: not "EqualityContract", SetMethod: not null })];

    private static string TypeName(PropertyInfo field)
    {
        var nullable = Nullable.GetUnderlyingType(field.PropertyType) is not null
            || new NullabilityInfoContext().Create(field).ReadState == NullabilityState.Nullable;
        return TypeName(field.PropertyType) + (nullable ? "?" : "");
    }

    private static string TypeName(Type type)
    {
        var actual = Nullable.GetUnderlyingType(type) ?? type;
        if (actual.IsGenericType)
            return (actual.Name.Contains("Dictionary") ? "map of " : "list of ") + TypeName(actual.GetGenericArguments()[^1]);
        return actual.Name switch
        {
            nameof(Boolean) => "bool",
            nameof(Int32) => "int",
            nameof(Int64) => "long",
            nameof(Double) => "double",
            nameof(String) => "string",
            nameof(DateTimeOffset) => "time (RFC 3339)",
            var name => name,
        };
    }

    private static string Kind(Type type) =>
        type.IsAssignableTo(typeof(ICommand)) ? "command"
        : type.IsAssignableTo(typeof(IQuery)) ? "query"
        : type.IsAssignableTo(typeof(IReply)) && type.IsAssignableTo(typeof(IItem)) ? "reply, item"
        : type.IsAssignableTo(typeof(IReply)) ? "reply" : "item";

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
