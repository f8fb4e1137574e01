using System.Reflection;

namespace ActorEngine.Kernel.Tests.PublicApi;

/// <summary>
/// What the public types of assemblies offer to code that is compiled against them: one line each for the kind of a type, its bases and
/// interfaces, and its public and protected members.
/// </summary>
internal sealed class Signatures
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly IReadOnlyList<Assembly> assemblies;

    public Signatures(params IReadOnlyList<Assembly> assemblies) => this.assemblies = assemblies;

    /// <summary>What the types declare themselves.</summary>
    public IEnumerable<string> Own() => Types().SelectMany(type => Header(type).Concat(Members(type)).Select(line => Line(type, line)));

    /// <summary>What holds for the types, inherited members included; a member may stand on a base class instead.</summary>
    public IEnumerable<string> Holding() => Types().SelectMany(type =>
        Header(type).Concat(Chain(type).SelectMany(Members)).Select(line => Line(type, line)));

    private IEnumerable<Type> Types() => assemblies.SelectMany(assembly => assembly.GetExportedTypes());

    private static string Line(Type type, string line) => SignatureText.Of(type) + " | " + line;

    private static IEnumerable<Type> Chain(Type type)
    {
        if (type.IsInterface) return type.GetInterfaces().Prepend(type);
        if (type.IsValueType || IsDelegate(type)) return [type];
        var chain = new List<Type>();
        for (Type? at = type; at is not null && at != typeof(object); at = at.BaseType) chain.Add(at);
        return chain;
    }

    private static IEnumerable<string> Header(Type type)
    {
        yield return Kind(type);
        foreach (Type parameter in type.GetGenericArguments()) yield return "takes " + SignatureText.Constrained(parameter);
        if (type.IsEnum) yield break;
        if (type.IsClass && !IsDelegate(type))
        {
            foreach (Type parent in Chain(type).Skip(1)) yield return "is " + SignatureText.Of(parent);
        }

        if (IsDelegate(type)) yield break;
        foreach (Type face in type.GetInterfaces().Where(face => face.IsVisible)) yield return "is " + SignatureText.Of(face);
    }

    private static bool IsDelegate(Type type) => typeof(MulticastDelegate).IsAssignableFrom(type);

    private static string Kind(Type type)
    {
        if (type.IsEnum) return "enum of " + SignatureText.Of(Enum.GetUnderlyingType(type));
        if (type.IsInterface) return "interface";
        if (type.IsValueType) return "struct";
        if (IsDelegate(type)) return "delegate";
        return (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + "class";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (IsDelegate(type)) return [SignatureText.Of(type.GetMethod("Invoke")!)];
        IEnumerable<string> methods = type.GetMethods(Declared).Where(method => Visible(method) && !method.Name.Contains('.')).Select(SignatureText.Of);
        IEnumerable<string> constructors = type.GetConstructors(Declared).Where(made => !made.IsStatic && Visible(made)).Select(SignatureText.Of);
        IEnumerable<string> fields = type.GetFields(Declared)
            .Where(field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName).Select(SignatureText.Of);
        return methods.Concat(constructors).Concat(fields);
    }

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
