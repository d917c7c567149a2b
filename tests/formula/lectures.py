"""Formulas of real lectures, one for each kind of thing that formulas are made of."""

FORMULAS = {
    "energy": r"E = mc^2",
    "quadratic equation": r"x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    "sum of the first numbers": r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}",
    "integral": r"\int_{-\infty}^{\infty} e^{-x^2} \, dx = \sqrt{\pi}",
    "matrix": r"A = \begin{pmatrix} a_{11} & a_{12} \\ a_{21} & a_{22} \end{pmatrix}",
    "cases": r"|x| = \begin{cases} x & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}",
    "Bayes": r"P(A \mid B) = \frac{P(B \mid A)\, P(A)}{P(B)}",
    "aligned lines": "(a+b)^2 &= (a+b)(a+b) \\\\\n &= a^2 + 2ab + b^2",
    "recurrence": "T(n) &= 2\\,T(n/2) + n\n&= \\Theta(n \\log n)",
    "Big O": r"f \in O(g) \iff \exists c > 0\; \exists n_0\; \forall n \ge n_0 : |f(n)| \le c \cdot |g(n)|",
    "limit": r"\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^n = e",
    "accents": r"\hat{y} = \vec{w} \cdot \vec{x} + \bar{b}, \quad \tilde{z}, \dot{q}",
    "Euler": r"e^{i\pi} + 1 = 0",
    "De Morgan": r"\neg (p \land q) \equiv \neg p \lor \neg q",
    "difference of sets": r"A \setminus B = \{ x \in A \mid x \notin B \}",
    "normal distribution": r"f(x) = \frac{1}{\sigma\sqrt{2\pi}} \exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)",
    "binomial theorem": r"(x+y)^n = \sum_{k=0}^{n} \binom{n}{k} x^{n-k} y^k",
    "Amdahl": r"S = \frac{1}{(1-p) + \frac{p}{N}}",
    "Maxwell": r"\nabla \times \mathbf{B} = \mu_0 \varepsilon_0 \frac{\partial \mathbf{E}}{\partial t}",
    "expectation": r"\mathbb{E}[X] = \sum_{x} x \cdot \Pr(X = x)",
    "maximum likelihood": r"\hat\theta = \operatorname{arg\,max}_\theta \prod_{i=1}^n p(x_i \mid \theta)",
    "cube root": r"\sqrt[3]{x^3 + y^3}",
    "brace": r"\underbrace{1 + 1 + \dots + 1}_{n \text{ times}} = n",
    "Fourier": r"\hat f(\xi) = \int_{-\infty}^{\infty} f(x)\, e^{-2\pi i x \xi} \, dx",
    "half-open interval": r"x \in [0, 1)",
    "congruence": r"a \equiv b \pmod{n}",
    "determinant": r"\det\begin{vmatrix} a & b \\ c & d \end{vmatrix} = ad - bc",
    "softmax": r"\sigma(z)_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}",
    "entropy": r"H(X) = -\sum_{i} p_i \log_2 p_i",
    "availability": r"A = \frac{\text{MTBF}}{\text{MTBF} + \text{MTTR}}",
    "floor and ceiling": r"\lfloor x \rfloor \le x < \lceil x \rceil + 1",
    "Schrödinger": r"i\hbar\frac{\partial}{\partial t}\Psi(\mathbf{r},t) = \hat H \Psi(\mathbf{r},t)",
    "derivative": r"f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h}",
    "norm": r"\left\lVert x \right\rVert_2 = \sqrt{\sum_{i=1}^n x_i^2}",
    "Taylor series": r"\sin x = \sum_{n=0}^{\infty} \frac{(-1)^n}{(2n+1)!} x^{2n+1}",
    "mapping": r"f\colon \mathbb{R}^n \to \mathbb{R}, \quad x \mapsto \overline{x}^\top A x",
    "labelled arrow": r"A \xrightarrow{f} B \overset{!}{=} C",
    "substack": r"\sum_{\substack{1 \le i \le n \\ i \ne j}} a_{ij}",
}


def outline(formulas: dict[str, str] = FORMULAS, more: str = "") -> str:
    """A lecture with a slide for each formula."""
    slides = "".join(
        f"  - title: Slide of {name}\n    formula: |\n"
        + "".join(f"      {line}\n" for line in latex.split("\n"))
        + more
        for name, latex in formulas.items()
    )
    return f"title: Formulas\nlanguage: en\nslides:\n{slides}"
