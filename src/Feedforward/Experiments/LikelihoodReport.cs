namespace Feedforward.Experiments;

/// <summary>What a probability costs for one label, or on average over several.</summary>
/// <param name="Probability">p(y = 1).</param>
/// <param name="Label">y; over several rows the share of ones.</param>
/// <param name="Likelihood">p where y = 1, 1 − p where y = 0; over several rows the product.</param>
/// <param name="NegativeLogLikelihood">−log of a row's likelihood; over several rows the mean.</param>
/// <param name="SquaredError">(p − y)²; over several rows the mean.</param>
/// <param name="Slope">∂(−log likelihood)/∂a = p − y, where p = sigm(a).</param>
/// <param name="SquaredSlope">∂(p − y)²/∂a = 2(p − y)p(1 − p).</param>
public sealed record LikelihoodCost(
    double Probability, double Label, double Likelihood, double NegativeLogLikelihood, double SquaredError, double Slope, double SquaredSlope);

/// <summary>What the likelihood experiment found.</summary>
/// <param name="Rows">Each row.</param>
/// <param name="Risk">All rows together.</param>
/// <param name="Curve">All rows together at each p from 0.01 to 0.99.</param>
/// <param name="One">A row of label 1 at each of these p.</param>
/// <param name="Zero">A row of label 0 at each of these p.</param>
public sealed record LikelihoodReport(
    IReadOnlyList<LikelihoodCost> Rows, LikelihoodCost Risk, IReadOnlyList<LikelihoodCost> Curve, IReadOnlyList<LikelihoodCost> One, IReadOnlyList<LikelihoodCost> Zero);
