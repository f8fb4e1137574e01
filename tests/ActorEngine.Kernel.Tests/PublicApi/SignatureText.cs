using System.Reflection;
using System.Text;

namespace ActorEngine.Kernel.Tests.PublicApi;

/// <summary>Writes types, parameters and members the way one line of a listing shows them.</summary>
internal static class SignatureText
{
    public static string Of(Type type)
    {
        if (type.IsByRef) return Of(type.GetElementType()!);
        if (type.IsPointer) return Of(type.GetElementType()!) + "*";
        if (type.IsArray) return Of(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsGenericParameter) return type.Name;
        string prefix = type.IsNested ? Of(Parent(type)) + "+" : type.Namespace is null ? "" : type.Namespace + ".";
        return prefix + Simple(type);
    }

    public static string Of(MethodBase method)
    {
        string name = method.IsConstructor ? "new" : method.Name;
        if (method is not MethodInfo info) return $"{Modifiers(method)}{name}({Parameters(method)})";
        string generic = info.IsGenericMethodDefinition ? "<" + string.Join(", ", info.GetGenericArguments().Select(Constrained)) + ">" : "";
        return $"{Modifiers(method)}{name}{generic}({Parameters(method)}) : {By(info.ReturnParameter)}{Of(info.ReturnType)}";
    }

    public static string Of(FieldInfo field)
    {
        string access = field.IsPublic ? "" : "protected ";
        if (field.IsLiteral) return $"{access}const {field.Name} : {Of(field.FieldType)} = {Value(field.GetRawConstantValue())}";
        return $"{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{field.Name} : {Of(field.FieldType)}";
    }

    /// <summary>A generic parameter with what it asks of its argument.</summary>
    public static string Constrained(Type parameter)
    {
        var asked = new List<string>();
        GenericParameterAttributes flags = parameter.GenericParameterAttributes;
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) asked.Add("class");
        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) asked.Add("struct");
        else if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)) asked.Add("new()");
        asked.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of).Order(StringComparer.Ordinal));
        string variance = flags.HasFlag(GenericParameterAttributes.Covariant) ? "out " : flags.HasFlag(GenericParameterAttributes.Contravariant) ? "in " : "";
        return variance + parameter.Name + (asked.Count == 0 ? "" : " is " + string.Join(" and ", asked));
    }

    private static Type Parent(Type type)
    {
        Type parent = type.DeclaringType!;
        if (!parent.IsGenericTypeDefinition || type.IsGenericTypeDefinition) return parent;
        return parent.MakeGenericType(type.GetGenericArguments()[..parent.GetGenericArguments().Length]);
    }

    private static string Simple(Type type)
    {
        int mark = type.Name.IndexOf('`', StringComparison.Ordinal);
        if (mark < 0) return type.Name;
        int count = int.Parse(type.Name[(mark + 1)..], null);
        return type.Name[..mark] + "<" + string.Join(", ", type.GetGenericArguments()[^count..].Select(Of)) + ">";
    }

    private static string Modifiers(MethodBase method)
    {
        string access = method.IsPublic ? "" : "protected ";
        if (method.IsStatic) return access + "static ";
        if (method.DeclaringType!.IsInterface) return access;
        return access + (method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? "virtual " : "");
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        var text = new StringBuilder();
        if (parameter.IsDefined(typeof(ParamArrayAttribute))) text.Append("params ");
        text.Append(By(parameter)).Append(Of(parameter.ParameterType)).Append(' ').Append(parameter.Name);
        if (parameter.HasDefaultValue) text.Append(" = ").Append(Value(parameter.DefaultValue));
        return text.ToString();
    }));

    private static string By(ParameterInfo parameter) =>
        !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";

    private static string Value(object? value) => value switch
    {
        null => "default",
        string text => "\"" + text.Replace("\n", "\\n", StringComparison.Ordinal) + "\"",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
