using System.Reflection;
using System.Runtime.CompilerServices;

namespace ActorEngine.Contracts.Tests;

/// <summary>Builds one fixed sample of a record with every field set, so that a field that gets lost shows.</summary>
internal static class SampleMessages
{
    public static IMessage Of(Type type) => (IMessage)Build(type, type.Name, depth: 0)!;

    private static object? Build(Type type, string name, int depth)
    {
        var actual = Nullable.GetUnderlyingType(type) ?? type;
        if (actual == typeof(string)) return "a " + name;
        if (actual == typeof(bool)) return true;
        if (actual == typeof(int)) return 7;
        if (actual == typeof(uint)) return 7u;
        if (actual == typeof(long)) return 77_000_000_000L;
        if (actual == typeof(double)) return 7.25;
        if (actual == typeof(byte[])) return System.Text.Encoding.UTF8.GetBytes("bytes of " + name);
        if (actual == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1234567);
        if (actual.IsEnum) return Enum.GetValues(actual).GetValue(1);
        if (actual.IsGenericType && actual.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return actual.GetGenericArguments()[1] == typeof(long) ? new Dictionary<string, long> { ["key"] = 77 } : new Dictionary<string, string> { ["key"] = "value of " + name };
        if (actual.IsGenericType && actual.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return List(actual.GetGenericArguments()[0], name, depth);
        return Record(actual, depth);
    }

    private static Array List(Type element, string name, int depth)
    {
        var items = Array.CreateInstance(element, depth > 4 ? 0 : 1);
        if (items.Length == 1)
            items.SetValue(Build(element, name, depth + 1), 0);
        return items;
    }

    private static object Record(Type type, int depth)
    {
        var constructor = type.GetConstructors().First(c => !(c.GetParameters() is [var only] && only.ParameterType == type));
        var parameters = constructor.GetParameters();
        var value = constructor.Invoke([.. parameters.Select(p => Build(p.ParameterType, p.Name!, depth + 1))]);
        foreach (var property in type.GetProperties().Where(p => IsInit(p) && parameters.All(q => q.Name != p.Name)))
            property.SetValue(value, Build(property.PropertyType, property.Name, depth + 1));
        return value;
    }

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
}
