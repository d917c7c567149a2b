"""Displayed formulas as they stand in lecture notes of several fields. Each of them has to become an equation."""

ANALYSIS = r"""
f'(x_0) = \lim_{h \to 0} \frac{f(x_0 + h) - f(x_0)}{h}
\int_a^b f(x)\,\mathrm{d}x = F(b) - F(a) =: \Big[ F(x) \Big]_a^b
\forall \varepsilon > 0 \; \exists \delta > 0 : |x - x_0| < \delta \Rightarrow |f(x) - f(x_0)| < \varepsilon
\sum_{n=0}^\infty \frac{f^{(n)}(a)}{n!} (x-a)^n
\oint_{\partial \Omega} \vec F \cdot \mathrm{d}\vec s = \iint_\Omega (\nabla \times \vec F) \cdot \mathrm{d}\vec A
\limsup_{n \to \infty} \sqrt[n]{|a_n|} < 1
\left. \frac{\partial f}{\partial x} \right|_{(x_0, y_0)}
\|f\|_{L^p(\Omega)} = \left( \int_\Omega |f|^p \, d\mu \right)^{1/p}
\varlimsup_{n\to\infty} a_n = \inf_{n \ge 0} \sup_{k \ge n} a_k
\int\limits_{-\infty}^{+\infty} e^{-x^2} dx = \sqrt{\pi}
\frac{\mathrm d^2 y}{\mathrm d x^2} + \omega^2 y = 0
f(x) = \mathcal{O}(g(x)) \quad (x \to \infty)
\Gamma(z) = \int_0^\infty t^{z-1} e^{-t} \, dt, \qquad \operatorname{Re} z > 0
\overline{B_r(x)} = \{ y \in X : d(x,y) \le r \}
\mathop{\mathrm{ess\,sup}}_{x \in \Omega} |f(x)|
\hat f(\xi) := \int_{\mathbb R^n} f(x) e^{-2\pi i \langle x, \xi \rangle} \, dx
\lim_{\substack{x \to 0 \\ x > 0}} x \ln x = 0
\begin{align} \int u \, dv &= uv - \int v \, du \\ &= uv - w \tag{IBP} \end{align}
x_{n+1} = x_n - \frac{f(x_n)}{f'(x_n)}
\sup \emptyset = -\infty
"""

ALGEBRA = r"""
A = \begin{pmatrix} a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{mn} \end{pmatrix}
\left[\begin{array}{cc|c} 1 & 2 & 3 \\ 4 & 5 & 6 \end{array}\right]
\det(A - \lambda I) = \begin{vmatrix} a - \lambda & b \\ c & d - \lambda \end{vmatrix} = 0
\ker \varphi \trianglelefteq G, \quad G/\ker\varphi \cong \operatorname{im} \varphi
0 \to A \xrightarrow{f} B \xrightarrow{g} C \to 0
V = U \oplus U^\perp
\langle x, y \rangle = x^\top y = \sum_{i=1}^n x_i \overline{y_i}
A^{-1} = \frac{1}{\det A} \operatorname{adj}(A)
\begin{bmatrix*}[r] 1 & -1 \\ -10 & 2 \end{bmatrix*}
\mathbb{Z}/n\mathbb{Z} \cong \bigoplus_{i=1}^k \mathbb{Z}/p_i^{e_i}\mathbb{Z}
a \equiv b \pmod{n} \iff n \mid a - b
\operatorname{rank}(A) + \dim\ker A = n
\mathrm{GL}_n(K) = \{ A \in K^{n \times n} \mid \det A \neq 0 \}
H \leqslant G, \quad [G : H] = \frac{|G|}{|H|}
\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}
T = S^{-1} A S = \operatorname{diag}(\lambda_1, \ldots, \lambda_n)
\underbrace{a \cdot a \cdots a}_{n\text{ times}} = a^n
A \otimes B = \begin{bmatrix} a_{11}B & a_{12}B \\ a_{21}B & a_{22}B \end{bmatrix}
p(x) = \prod_{i=1}^n (x - \alpha_i)
\begin{array}{r|rrr} 2 & 1 & -3 & 2 \\ & & 2 & -2 \\ \hline & 1 & -1 & 0 \end{array}
e^{A} = \sum_{k=0}^\infty \frac{A^k}{k!}
"""

LOGIC = r"""
\dfrac{\Gamma \vdash A \qquad \Gamma \vdash B}{\Gamma \vdash A \land B}
\dfrac{}{\Gamma, A \vdash A}
\frac{\Gamma \vdash A \to B \quad \Gamma \vdash A}{\Gamma \vdash B} \; (\to_E)
\mathcal{M} \models \varphi \iff \mathcal{M} \nvDash \neg\varphi
\forall x \, \exists y \; (P(x) \rightarrow Q(x, y))
\neg (p \wedge q) \Leftrightarrow (\neg p \vee \neg q)
\begin{array}{c|c|c} p & q & p \land q \\ \hline 0 & 0 & 0 \\ 1 & 1 & 1 \end{array}
A \subseteq B \Longleftrightarrow A \cap B = A
\overline{A \cup B} = \overline{A} \cap \overline{B}
\bigcap_{i \in I} A_i = \{ x \mid \forall i \in I : x \in A_i \}
f \colon X \to Y, \quad x \mapsto f(x)
\mathcal{P}(M) = \{ A : A \subseteq M \}
|\mathbb{N}| = \aleph_0 < 2^{\aleph_0} = |\mathbb{R}|
\Box \varphi \to \Diamond \varphi
\lnot\lnot A \nvdash_{\mathrm{int}} A
\langle e_1, \sigma \rangle \Downarrow \langle v, \sigma' \rangle
(\lambda x.\, x\,x)\,(\lambda x.\, x\,x) \rightsquigarrow_\beta \ldots
\exists! x \in X : P(x)
\text{if $x > 0$ then } f(x) = 1 \text{ else } 0
A \triangle B = (A \setminus B) \cup (B \setminus A)
"""

PROBABILITY = r"""
P(A \mid B) = \frac{P(B \mid A) P(A)}{P(B)}
\mathbb{E}[X] = \int_\Omega X \, dP
\operatorname{Var}(X) = \mathbb{E}\left[ (X - \mathbb{E}[X])^2 \right]
X_n \xrightarrow{\text{a.s.}} X, \quad X_n \xrightarrow[n \to \infty]{d} X
0 \le X_n \quad P\text{-a.s.}
X \sim \mathcal{N}(\mu, \sigma^2)
\binom{n}{k} p^k (1-p)^{n-k}
{n \choose k} = \frac{n!}{k!(n-k)!}
\hat\theta_{\mathrm{ML}} = \operatorname*{arg\,max}_{\theta \in \Theta} \ell(\theta; x)
\argmin_{w} \frac1n \sum_{i=1}^n (y_i - w^\top x_i)^2 + \lambda \|w\|_1
\Pr[|X - \mu| \ge k\sigma] \le \frac{1}{k^2}
\bar{x} \pm t_{n-1;\,1-\alpha/2} \cdot \frac{s}{\sqrt{n}}
\chi^2 = \sum_i \frac{(O_i - E_i)^2}{E_i}
H(X) = - \sum_{x} p(x) \log_2 p(x)
D_{\mathrm{KL}}(P \parallel Q) = \sum_x P(x) \log \frac{P(x)}{Q(x)}
\mathbf{1}_A(x) = \begin{cases} 1 & \text{if } x \in A, \\ 0 & \text{otherwise} \end{cases}
\mathrm{Cov}(X,Y) = \mathrm{E}[XY] - \mathrm{E}[X]\,\mathrm{E}[Y]
\Phi(z) = \frac{1}{\sqrt{2\pi}} \int_{-\infty}^z e^{-t^2/2} \, dt
X \perp\!\!\!\perp Y \mid Z
\widehat{\beta} = (X^\top X)^{-1} X^\top y
"""

PHYSICS = r"""
i\hbar \frac{\partial}{\partial t} |\psi\rangle = \hat{H} |\psi\rangle
\nabla \cdot \mathbf{E} = \frac{\rho}{\varepsilon_0}
\vec{F} = m \vec{a} = m \ddot{\vec{r}}
E^2 = (mc^2)^2 + (pc)^2
\langle \phi | \hat{A} | \psi \rangle
\bra{\phi} \hat{A} \ket{\psi}, \quad \braket{\phi|\psi}
g = \SI{9.81}{\metre\per\second\squared}
c = \qty{299792458}{m/s} \approx \SI{3e8}{\m\per\s}
\Delta x \, \Delta p \ge \frac{\hbar}{2}
\oint \vec{B} \cdot \mathrm{d}\vec{l} = \mu_0 I_{\mathrm{enc}}
T = 2\pi \sqrt{\frac{l}{g}}
R_{\mu\nu} - \tfrac{1}{2} R g_{\mu\nu} + \Lambda g_{\mu\nu} = \frac{8\pi G}{c^4} T_{\mu\nu}
\mathcal{L} = \overline{\psi} (i \gamma^\mu \partial_\mu - m) \psi
\Box A^\mu = \mu_0 j^\mu
{\rm d}U = \delta Q - p\,{\rm d}V
k_{\rm B} = \SI{1.380649e-23}{\joule\per\kelvin}
\overrightarrow{AB} \times \overrightarrow{AC}
\lambda = \frac{h}{p} = 1{,}23\,\text{nm}
\boxed{E = h\nu}
\int \mathcal{D}\phi \; e^{\frac{i}{\hbar} S[\phi]}
\left[ \hat{x}, \hat{p} \right] = i\hbar
\textcolor{red}{F_1} + \textcolor{blue}{F_2} = 0
\dot{q}_i = \frac{\partial H}{\partial p_i}, \quad \dot{p}_i = -\frac{\partial H}{\partial q_i}
"""

CHEMISTRY = r"""
\ce{2H2 + O2 -> 2H2O}
\ce{N2 + 3H2 <=>[\text{cat.}][500\,°C] 2NH3}
\ce{CH3COOH + H2O <=> CH3COO- + H3O+}
\ce{^{235}_{92}U + ^1_0n -> ^{141}_{56}Ba + ^{92}_{36}Kr + 3 ^1_0n}
\ce{Ag+(aq) + Cl-(aq) -> AgCl(s) v}
\ce{CaCO3 ->[\Delta] CaO + CO2 ^}
\ce{[Cu(NH3)4]^2+}
\ce{KCr(SO4)2 * 12H2O}
K_a = \frac{[\ce{H3O+}][\ce{A-}]}{[\ce{HA}]}
\mathrm{pH} = -\log_{10} [\mathrm{H^+}]
\Delta G^\circ = -RT \ln K
c = \SI{0.1}{\mole\per\litre}
"""

COMPUTING = r"""
3\text{-SAT} \in \mathcal{NP}
T(n) = \begin{cases} \Theta(1) & n \le 1 \\ 2T(n/2) + \Theta(n) & n > 1 \end{cases}
\left\lfloor \frac{n}{2} \right\rfloor + \left\lceil \frac{n}{2} \right\rceil = n
L(G) = \{ w \in \Sigma^* \mid S \Rightarrow^* w \}
\delta \colon Q \times \Sigma \to 2^Q
A \leq_p B, \quad A \nleq_m B
\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j} e^{z_j}}
h_t = \sigma(W_h h_{t-1} + W_x x_t + b)
\sigma_{\text{age} > 30}(R \bowtie S)
101101_2 \oplus 110011_2 = 011110_2
O(1) \subsetneq O(\log n) \subsetneq O(n) \subsetneq O(n \log n)
c = m^e \bmod n
\text{Recall} = \frac{\text{TP}}{\text{TP} + \text{FN}}
\mathtt{x} \xmapsto{\text{hash}} \mathtt{0xFF}
\cancel{x} \cdot \frac{1}{\cancel{x}} = 1
S \to aSb \mid \varepsilon
\texttt{while } (i < n) \; \{ i \mathrel{+}= 1 \}
x \ll 3 \;\&\; y
P \stackrel{?}{=} NP
d(u) = \min_{(v,u) \in E} \{ d(v) + w(v,u) \}
\phantom{-}1 \\ -1
a \hspace{2em} b \label{eq:a}
{x \over y} + {n \atop k}
f \circ g \stackrel{\text{def}}{=} \lambda x.\; f(g(x))
\begin{gathered} a = b \\[4pt] c = d \end{gathered}
\begin{split} a &= b + c \\ &= d \end{split}
"""

FORMULAS = [
    line
    for field in (ANALYSIS, ALGEBRA, LOGIC, PROBABILITY, PHYSICS, CHEMISTRY, COMPUTING)
    for line in field.strip().split("\n")
]
