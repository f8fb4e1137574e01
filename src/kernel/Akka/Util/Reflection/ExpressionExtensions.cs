using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Util.Reflection;

/// <summary>Reads values out of expression trees without compiling them.</summary>
public static class ExpressionExtensions
{
    /// <summary>The values of a constructor's arguments.</summary>
    public static object[] GetArguments(this NewExpression newExpression)
    {
        var values = new object[newExpression.Arguments.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Evaluate(newExpression.Arguments[i])!;
        return values;
    }

    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(Owner(member)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(Owner(member)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } conversion when conversion.Type.IsAssignableFrom(conversion.Operand.Type) =>
            Evaluate(conversion.Operand),
        _ => Interpret(expression),
    };

    private static object? Owner(MemberExpression member) => member.Expression is null ? null : Evaluate(member.Expression);

    private static object? Interpret(Expression expression) =>
        Expression.Lambda<Func<object>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();
}
